using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Liquidations;

namespace MultiVenueMargin.Live.Histories;

/// <summary>
/// Which decision of a re-run is the same as a recorded one, for what somebody did about it. Ids name versions, and those differ. The same is one of the
/// same kind about the same thing on the same market version; a deficit also of the same amount, for the fund's answer is about that amount.
/// </summary>
internal sealed class DecisionPairs
{
    private readonly Dictionary<DecisionId, Meaning> _recorded = [];
    private readonly Dictionary<Meaning, DecisionId> _rerun = [];
    private readonly Dictionary<Meaning, int> _recordedTimes = [];
    private readonly Dictionary<Meaning, int> _rerunTimes = [];
    private long _sharedVersions;

    /// <summary>What was decided up to this version is in both.</summary>
    public void Share(long version) => _sharedVersions = version;

    public void Recorded(DecisionId id, AccountRecord record, long market)
    {
        if (MeaningOf(id, record, market) is var (key, meaning))
        {
            _recorded[key] = Counted(meaning, _recordedTimes);
        }
    }

    public void Rerun(DecisionId id, AccountRecord record, long market)
    {
        if (MeaningOf(id, record, market) is var (key, meaning))
        {
            _rerun[Counted(meaning, _rerunTimes)] = key;
        }
    }

    /// <summary>The id in the re-run of a recorded decision; null where there is none.</summary>
    public DecisionId? Find(DecisionId recorded) => recorded.Version <= _sharedVersions ? recorded
        : _recorded.TryGetValue(recorded, out var meaning) && _rerun.TryGetValue(meaning, out var id) ? id
        : null;

    /// <summary>A correction that was proposed is the same in both, whatever its version.</summary>
    public void Same(DecisionId recorded, DecisionId rerun)
    {
        var meaning = new Meaning($"correction {recorded}", 0, 0);
        (_recorded[recorded], _rerun[meaning]) = (meaning, rerun);
    }

    // One leg may be asked twice on one market version; the first is then the first.
    private static Meaning Counted(Meaning meaning, Dictionary<Meaning, int> times)
    {
        var time = times[meaning] = times.GetValueOrDefault(meaning) + 1;
        return meaning with { Time = time };
    }

    private static (DecisionId Key, Meaning Meaning)? MeaningOf(DecisionId id, AccountRecord record, long market) => record switch
    {
        CallIssued call => (id, new Meaning($"call of {call.Pool}", market, 0)),
        LiquidationPlanned plan => (id, new Meaning($"liquidation of {plan.Pool}", market, 0)),
        LegRequested leg => (leg.Request, new Meaning($"{leg.Leg.Side} {leg.Leg.Instrument} at {leg.Leg.Venue}", market, 0)),
        DeficitRecorded deficit => (id, new Meaning($"deficit of {deficit.Amount} in {deficit.Pool}", market, 0)),
        _ => null,
    };

    private readonly record struct Meaning(string What, long Market, int Time);
}
