"""The files a user hands over: documents, settings, baselines and receipts."""
