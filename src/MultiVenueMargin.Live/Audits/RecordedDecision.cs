using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Audits;

/// <summary>A decision with its evidence, and the figures of its own that must be those of the evidence.</summary>
internal sealed record RecordedDecision(Evidence Evidence, IReadOnlyList<(string Figure, string Recorded, string InEvidence)> Own)
{
    /// <summary>Null for what rests on no evidence.</summary>
    /// <param name="before">Of the account, before the record.</param>
    public static RecordedDecision? Of(JournalRecord record, AmountsBefore before) => record switch
    {
        MarginStateChanged { Evidence: { } evidence } changed => new(
            evidence,
            [
                ("Pool", changed.Pool.ToString(), evidence.Figures.Pool.ToString()),
                ("To", changed.To.ToString(), evidence.Figures.State.ToString()),
                ("LastKnown", changed.LastKnown.ToString(), evidence.Figures.LastKnown.ToString()),
            ]),
        CallIssued call => new(
            call.Evidence,
            [("Pool", call.Pool.ToString(), call.Evidence.Figures.Pool.ToString()), Amount(call.Amount, call.Evidence.Figures.CallAmount)]),
        CallAmended call => new(call.Evidence, [Amount(call.Amount, before.PaidOn(call.Call) + call.Evidence.Figures.CallAmount)]),
        AlertRaised alert => new(alert.Evidence, []),
        LiquidationPlanned plan => new(plan.Evidence, [("Pool", plan.Pool.ToString(), plan.Evidence.Figures.Pool.ToString())]),
        LiquidationReplanned plan => new(plan.Evidence, []),
        DeficitRecorded deficit => new(
            deficit.Evidence,
            [("Pool", deficit.Pool.ToString(), deficit.Evidence.Figures.Pool.ToString()), Amount(deficit.Amount, -deficit.Evidence.Figures.LikelyEquity - before.ClaimedOf(deficit.Pool))]),
        _ => null,
    };

    /// <summary>What a record rests on, without a look at what it says beside that; null for what rests on nothing.</summary>
    public static Evidence? EvidenceOf(JournalRecord record) => Of(record, new AmountsBefore())?.Evidence;

    private static (string, string, string) Amount(Usd recorded, Usd inEvidence) => ("Amount", recorded.ToString(), inEvidence.ToString());
}
