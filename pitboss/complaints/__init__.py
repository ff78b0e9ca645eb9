"""Formal cases: registered, investigated, decided, carried out, open to appeal. docs/subsystems/complaints.md"""
