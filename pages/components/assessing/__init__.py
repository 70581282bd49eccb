"""How an agreement was assessed: its partners' own word, inspectors' judgements, support, risks, money and aims."""
