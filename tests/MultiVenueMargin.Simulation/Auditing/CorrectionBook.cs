using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>Corrections of one account by its records: two persons each, and none beyond its time.</summary>
internal sealed class CorrectionBook(AccountBook account, Sometimes sometimes)
{
    private readonly SortedDictionary<DecisionId, Adjustment> _open = [];

    public IReadOnlyCollection<Adjustment> All => _open.Values;

    public bool Take(Entry entry)
    {
        switch (entry.Record)
        {
            case CorrectionProposed it:
                Unless(it.Until > entry.At && account.Feeds.ContainsKey(it.Feed), $"{account.Id} is corrected until {it.Until:O} at {entry.At:O}.");
                var id = new DecisionId(account.Id, entry.Version, 0);
                _open.Add(id, new Adjustment(id, it.Feed, it.Asset, it.Amount.Value, it.Until, it.By, null));
                return true;
            case CorrectionApproved it:
                var proposed = Of(it.Correction);
                Unless(proposed.ApprovedBy is null && proposed.ProposedBy != it.By && entry.At < proposed.Until, $"{it.By} approves {proposed} at {entry.At:O}.");
                _open[it.Correction] = proposed with { ApprovedBy = it.By };
                sometimes.Seen("correction: approved");
                return true;
            case CorrectionWithdrawn it:
                Unless(entry.At < Of(it.Correction).Until, $"{Of(it.Correction)} is withdrawn at {entry.At:O}.");
                _open.Remove(it.Correction);
                return true;
            case CorrectionLapsed it:
                Unless(entry.At >= Of(it.Correction).Until, $"{Of(it.Correction)} lapses at {entry.At:O}.");
                sometimes.Seen(Of(it.Correction).ApprovedBy is null ? "correction: lapsed without approval" : "correction: lapsed");
                _open.Remove(it.Correction);
                return true;
            default:
                return false;
        }
    }

    private Adjustment Of(DecisionId id)
    {
        Unless(_open.ContainsKey(id), $"There is no correction {id}.");
        return _open[id];
    }
}

/// <summary>A correction that was proposed, and is in force when somebody else approved it.</summary>
internal sealed record Adjustment(
    DecisionId Id, VenueAccountId Feed, Asset Asset, decimal Amount, DateTimeOffset Until, PrincipalId ProposedBy, PrincipalId? ApprovedBy)
{
    public bool IsInForceAt(DateTimeOffset now) => ApprovedBy is not null && now < Until;
}
