"""A call script as a picture (SVG), for the client who agrees to it before a caller hears it.

In reading order: words (what stands around the spoken texts, in both languages), conditions (when
a way is taken, in words), telling (what there is to say of each step), letters (how wide a text
is), marks (what is drawn), blocks (pieces that are put under and beside each other), cards, tree
(which step stands where) and page.
"""
