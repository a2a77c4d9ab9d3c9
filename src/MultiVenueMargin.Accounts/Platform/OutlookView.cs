using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Accounts.Platform;

/// <summary>A margin with how far the market may move before it is called or liquidated, and what would meet a call. All of one book and one market.</summary>
public sealed record OutlookView(MarginView Margin, Outlook Outlook);
