"""The files a user hands over: documents, baselines and receipts."""
