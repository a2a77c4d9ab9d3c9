using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Health;

namespace MultiVenueMargin.Risk.RuleBooks.Aave;

/// <summary>
/// Aave v3: debts are required in full, collateral counts at its liquidation threshold (against new debt: at its loan-to-value),
/// so that the report's ratio is the health factor.
/// </summary>
public sealed class AaveModel : IMarginModel
{
    private readonly AaveParameters _parameters;
    private readonly Dictionary<string, AaveReserve> _reserves;

    public AaveModel(RuleBookDocument document)
    {
        _parameters = document.ParametersAs<AaveParameters>();
        _reserves = _parameters.Reserves.ToDictionary(reserve => reserve.Asset, StringComparer.Ordinal);
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var debts = book.Balances.Where(balance => balance is { Borrowed: > 0, Mark: not null }).ToList();
        var equity = CollateralOf(book, reserve => reserve.LiquidationThreshold);
        var components = debts
            .Select(debt => new ModelComponent(
                "debt", debt.Asset.Code, Usd.Up(debt.Borrowed * debt.Mark!.Value), Usd.Up(debt.Borrowed * debt.Mark.Value), "amount × price; a debt weighs one"))
            .ToList();
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = equity,
            InitialEquity = CollateralOf(book, reserve => reserve.LoanToValue),
            Components = components,
            Binding = components.MaxBy(component => component.Maintenance) is { } largest ? $"debt in {largest.Of}" : string.Empty,
            Action = ActionOf(equity, Usd.Sum(components.Select(component => component.Maintenance))),
            NotCovered = [.. LendingGaps.Of(book), .. Uncovered(book)],
            NotModelled = [.. Provenance.Missing, .. book.Unknown],
        };
    }

    private ModelAction ActionOf(Usd equity, Usd debt)
    {
        var share = debt > Usd.Zero ? AaveLiquidation.CloseFactor(equity.Amount / debt.Amount, _parameters.CloseFactor) : _parameters.CloseFactor.Partial;
        return new ModelAction(FormattableString.Invariant($"liquidation of up to {share * 100m:0.##} % of a debt"), 1m);
    }

    private Usd CollateralOf(ModelBook book, Func<AaveReserve, decimal> weight) => Usd.Down(book.Balances.Sum(balance =>
        _reserves.TryGetValue(balance.Asset.Code, out var reserve) ? balance.Owned * (balance.Mark ?? 0m) * weight(reserve) : 0m));

    private IEnumerable<ModelGap> Uncovered(ModelBook book) => book.Balances
        .Where(balance => balance.Owned > 0 && !_reserves.ContainsKey(balance.Asset.Code))
        .Select(balance => new ModelGap(balance.Asset.Code, "no liquidation threshold of it was published; it counts nothing"));
}
