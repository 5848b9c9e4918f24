# SPDX-License-Identifier: EUPL-1.2
"""The files a user hands over: documents, baselines and receipts."""
