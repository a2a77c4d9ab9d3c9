using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>Deficits of one account by its records: each is what is missing, and is drawn and allocated to the last cent.</summary>
internal sealed class DeficitBook(AccountBook account, Sometimes sometimes)
{
    private readonly Dictionary<DecisionId, (decimal Amount, decimal? Granted, bool IsSettled)> _deficits = [];
    private readonly Dictionary<PoolId, decimal> _claimed = [];

    public IReadOnlyDictionary<DecisionId, (decimal Amount, decimal? Granted, bool IsSettled)> All => _deficits;

    public bool StandsIn(PoolId pool) => _claimed.ContainsKey(pool);

    public void Stood(PoolId pool, MarginState state)
    {
        if (state is not MarginState.Unknown and < MarginState.Liquidating)
        {
            _claimed.Remove(pool);
        }
    }

    public bool Take(Entry entry)
    {
        switch (entry.Record)
        {
            case DeficitRecorded it:
                var missing = -it.Evidence.Figures.LikelyEquity.Amount - _claimed.GetValueOrDefault(it.Pool);
                Unless(it.Amount.Amount == missing && missing > 0, $"{account.Id} records a deficit of {it.Amount}; {missing} is missing.");
                account.CheckFigures(entry, it.Evidence, $"{account.Id} at version {entry.Version}");
                _deficits.Add(new DecisionId(account.Id, entry.Version, 0), (missing, null, false));
                _claimed[it.Pool] = _claimed.GetValueOrDefault(it.Pool) + missing;
                return true;
            case FundDrawGranted it:
                var asked = Of(it.Deficit);
                Unless(asked.Granted is null && it.Granted.Amount >= 0 && it.Granted.Amount <= asked.Amount, $"{it.Deficit} is granted {it.Granted} of {asked}.");
                _deficits[it.Deficit] = asked with { Granted = it.Granted.Amount };
                return true;
            case DeficitSettled it:
                var granted = Of(it.Deficit);
                Unless(!granted.IsSettled && granted.Granted == it.Drawn.Amount, $"{it.Deficit} is settled with {it.Drawn}, being {granted}.");
                Unless(it.Drawn.Amount + it.Allocated.Amount == granted.Amount, $"{it.Deficit} of {granted.Amount} is paid with {it.Drawn} and {it.Allocated}.");
                _deficits[it.Deficit] = granted with { IsSettled = true };
                sometimes.Seen(it.Drawn.Amount == 0 ? "deficit: allocated" : it.Allocated.Amount == 0 ? "deficit: drawn" : "deficit: drawn and allocated");
                return true;
            default:
                return false;
        }
    }

    private (decimal Amount, decimal? Granted, bool IsSettled) Of(DecisionId id)
    {
        Unless(_deficits.ContainsKey(id), $"There is no deficit {id}.");
        return _deficits[id];
    }
}
