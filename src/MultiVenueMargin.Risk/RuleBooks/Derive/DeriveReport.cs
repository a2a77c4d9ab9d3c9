using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// Puts what managers found into the shape of all models. Derive's margin is a balance: what is required is everything at its mark
/// less that balance, haircuts of coins apart, and at a balance below zero the auction starts.
/// </summary>
internal sealed class DeriveReport(ModelBook book, RuleBookDocument document, DeriveAccount account)
{
    private readonly List<ModelComponent> _components = [];
    private ManagerCharge _haircuts;

    /// <summary>Names a part unless it is nothing at both levels.</summary>
    public void Add(string name, string of, ManagerCharge charge, string working = "")
    {
        if (charge != default)
        {
            _components.Add(new ModelComponent(name, of, account.Required(charge.Initial), account.Required(charge.Maintenance), working));
        }
    }

    /// <summary>Takes off equity what of a coin's value these rules do not count: more of a coin must never ask for more margin.</summary>
    public void TakeOff(ManagerCharge haircut) => _haircuts += haircut;

    /// <param name="value">Everything at its mark, in cash.</param>
    /// <param name="notCovered">Coins and positions that the rules say nothing of.</param>
    /// <param name="auction">How it is liquidated.</param>
    public ModelReport Make(decimal value, IEnumerable<ModelGap> notCovered, AuctionParameters auction)
    {
        var report = new ModelReport
        {
            Model = new ModelName(document.Model),
            Pool = book.Pool,
            Equity = Usd.Down((value - _haircuts.Maintenance) * account.StablePrice),
            InitialEquity = Usd.Down((value - _haircuts.Initial) * account.StablePrice),
            Components = _components,
            Action = new ModelAction("auction", AtRatio: 1m),
            NotCovered = [.. account.NotCovered, .. notCovered],
            NotModelled = [.. document.Missing, .. GapsOf(), .. book.Unknown],
        };
        return report with { Binding = BindingOf(report, value * account.StablePrice, auction) };
    }

    private static string BindingOf(ModelReport report, decimal value, AuctionParameters auction)
    {
        if (report.Components.Count == 0)
        {
            return string.Empty;
        }

        var largest = report.Components.MaxBy(component => component.Maintenance)!;
        var binding = string.Join(' ', new[] { largest.Of, largest.Name, largest.Working }.Where(part => part.Length > 0));
        var maintenance = report.Cushion.Amount;
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
