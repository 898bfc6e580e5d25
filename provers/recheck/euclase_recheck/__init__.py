"""A second checker of Euclase's certificates, in Python's standard library alone.

It reads a theorem (`.fml`) and a certificate (JSON) and decides by its own means whether the
certificate proves the theorem. It was written from LANGUAGE.md, prelude.fml, FORMAT.md and
SOUNDNESS.md, and shares nothing with the kernel: its own tokenizer and parser, its own
elaboration, its own arithmetic of facts. Where the two disagree, one of them is wrong.
"""
