"""How an agreement was judged by inspectors, supported, put at risk and paid for."""
