"""What is written means something: rules and structures in, findings and instruments out."""
