using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Corrections;

/// <summary>Operators' adjustments that are proposed or in force.</summary>
internal sealed class CorrectionBook
{
    private readonly SortedDictionary<DecisionId, Correction> _corrections = [];

    /// <summary>By id, which is the order in which they were proposed.</summary>
    public IReadOnlyCollection<Correction> All => _corrections.Values;

    public Correction? Find(DecisionId id) => _corrections.GetValueOrDefault(id);

    /// <summary>The earliest moment at which one lapses; absent when there is none.</summary>
    public DateTimeOffset? NextDeadline() => _corrections.Values.Min(correction => (DateTimeOffset?)correction.Until);

    /// <summary>Those whose time is over.</summary>
    public IReadOnlyList<Correction> LapsedBy(DateTimeOffset now) => [.. _corrections.Values.Where(correction => correction.Until <= now)];

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, AccountId account, long version)
    {
        switch (record)
        {
            case CorrectionProposed it:
                var id = new DecisionId(account, version, 0);
                _corrections.Add(id, new Correction(id, it.Feed, it.Asset, it.Amount, it.Reason, it.Until, it.By, ApprovedBy: null));
                return true;
            case CorrectionApproved it:
                _corrections[it.Correction] = Get(it.Correction) with { ApprovedBy = it.By };
                return true;
            case CorrectionWithdrawn it:
                _corrections.Remove(Get(it.Correction).Id);
                return true;
            case CorrectionLapsed it:
                _corrections.Remove(Get(it.Correction).Id);
                return true;
            default:
                return false;
        }
    }

    public void WriteTo(CanonicalWriter writer) =>
        writer.List([.. _corrections.Values], Limits.Corrections, static (each, correction) => correction.WriteTo(each));

    public static CorrectionBook ReadFrom(CanonicalReader reader)
    {
        var book = new CorrectionBook();
        foreach (var correction in reader.List(Limits.Corrections, Correction.ReadFrom))
        {
            book._corrections.Add(correction.Id, correction);
        }

        return book;
    }

    private Correction Get(DecisionId id) => Find(id) ?? throw new InvalidOperationException($"{id} is no correction that is open.");
}
