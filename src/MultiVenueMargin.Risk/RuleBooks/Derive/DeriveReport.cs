using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// Puts what managers found into the shape of all models. Derive's margin is a balance: what is required is everything at its mark
/// less that balance, and at a balance below zero the auction starts.
/// </summary>
internal sealed class DeriveReport(ModelBook book, RuleBookDocument document, DeriveAccount account)
{
    private readonly List<ModelComponent> _components = [];

    /// <summary>Names a part unless it is nothing at both levels.</summary>
    public void Add(string name, string of, ManagerCharge charge, string working = "")
    {
        if (charge != default)
        {
            _components.Add(new ModelComponent(name, of, account.Required(charge.Initial), account.Required(charge.Maintenance), working));
        }
    }

    /// <param name="value">Everything at its mark, in cash.</param>
    /// <param name="notCovered">Coins and positions that the rules say nothing of.</param>
    /// <param name="auction">How it is liquidated.</param>
    public ModelReport Make(decimal value, IEnumerable<ModelGap> notCovered, AuctionParameters auction)
    {
        var report = new ModelReport
        {
            Model = new ModelName(document.Model),
            Pool = book.Pool,
            Equity = Usd.Down(value * account.StablePrice),
            Components = _components,
            Action = new ModelAction("auction", AtRatio: 1m),
            NotCovered = [.. account.NotCovered, .. notCovered],
            NotModelled = [.. document.Missing, .. GapsOf(), .. book.Unknown],
        };
        return report with { Binding = BindingOf(report, auction) };
    }

    private static string BindingOf(ModelReport report, AuctionParameters auction)
    {
        if (report.Components.Count == 0)
        {
            return string.Empty;
        }

        var largest = report.Components.MaxBy(component => component.Maintenance)!;
        var binding = string.Join(' ', new[] { largest.Of, largest.Name, largest.Working }.Where(part => part.Length > 0));
        var (value, maintenance) = (report.Equity.Amount, report.Cushion.Amount);
        if (!report.Acts || value < 0)
        {
            return binding;
        }

        var slice = DutchAuction.LargestSlice(value, DutchAuction.BufferMargin(maintenance, value, auction), auction.StartingShare, reserved: 0m);
        return FormattableString.Invariant(
            $"{binding}; an auction may sell up to {slice:0.####} of the account, at first for {auction.StartingShare} of its mark");
    }

    private IEnumerable<ModelGap> GapsOf()
    {
        if (account.Units.Count > 0)
        {
            yield return new ModelGap(
                "oracle confidence",
                "a book does not hold what Derive's feeds say of themselves; full confidence is taken, and initial margin is higher while one is unsure");
        }
    }
}
