using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Histories;

/// <summary>A look that left something in the journal.</summary>
/// <param name="FirstVersion">Of its records.</param>
/// <param name="Stamp">The market it rests on; absent where nothing that it recorded names one.</param>
internal sealed record RecordedLook(long FirstVersion, DateTimeOffset At, MarketStamp? Stamp);
