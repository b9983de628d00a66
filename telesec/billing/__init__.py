"""Billing: price rules, the statement of a month, invoices that never change."""
