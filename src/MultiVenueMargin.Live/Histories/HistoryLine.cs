using MultiVenueMargin.Accounts;
using MultiVenueMargin.Live.Audits;

namespace MultiVenueMargin.Live.Histories;

/// <summary>One record of an account's past, or of what the past would have been.</summary>
/// <param name="Version">Of the account, in its own course: re-run, an account has other versions than it had.</param>
/// <param name="Market">The market that it rests on; absent for what rests on none.</param>
public sealed record HistoryLine(DateTimeOffset At, long Version, MarketStamp? Market, AccountRecord Record)
{
    public static HistoryLine Of(DateTimeOffset at, long version, AccountRecord record) =>
        new(at, version, RecordedDecision.EvidenceOf(record)?.Market, record);
}
