using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Health;

namespace MultiVenueMargin.Risk.RuleBooks.Marginfi;

/// <summary>
/// marginfi v2: weighted debts are required, weighted deposits count; prices leaned on by the oracle's confidence, downwards for
/// deposits and upwards for debts. Health is equity less maintenance.
/// </summary>
public sealed class MarginfiModel : IMarginModel
{
    private readonly MarginfiParameters _parameters;
    private readonly Dictionary<string, MarginfiBank> _banks;

    public MarginfiModel(RuleBookDocument document)
    {
        _parameters = document.ParametersAs<MarginfiParameters>();
        _banks = _parameters.Banks.ToDictionary(bank => bank.Asset, StringComparer.Ordinal);
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var debts = book.Balances
            .Where(balance => balance is { Borrowed: > 0, Mark: not null })
            .Select(balance => DebtOf(balance, BandOf(balance, book).Liability))
            .ToList();
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = DepositsOf(book, bank => bank.AssetMaintenance),
            InitialEquity = DepositsOf(book, bank => bank.AssetInitial),
            Components = debts,
            Binding = debts.MaxBy(component => component.Maintenance) is { } largest ? $"debt in {largest.Of}" : string.Empty,
            Action = new ModelAction(FormattableString.Invariant($"partial liquidation at a cost of {CostOfLiquidation * 100m:0.##} %"), 1m, ActsAtTheLine: true),
            NotCovered = [.. LendingGaps.Of(book), .. Uncovered(book)],
            NotModelled = [.. Provenance.Missing, .. book.Unknown],
        };
    }

    private decimal CostOfLiquidation => _parameters.LiquidatorFee + _parameters.InsuranceFee;

    private ModelComponent DebtOf(ModelBalance balance, decimal price)
    {
        var bank = _banks.GetValueOrDefault(balance.Asset.Code);
        var (initial, maintenance) = (bank?.LiabilityInitial ?? _parameters.LeastLiabilityWeight, bank?.LiabilityMaintenance ?? _parameters.LeastLiabilityWeight);
        var value = balance.Borrowed * price;
        return new ModelComponent(
            "debt",
            balance.Asset.Code,
            Usd.Up(value * initial),
            Usd.Up(value * maintenance),
            FormattableString.Invariant($"amount × {price} × {maintenance} ({initial} for new debt)"));
    }

    private Usd DepositsOf(ModelBook book, Func<MarginfiBank, decimal> weight) => Usd.Down(book.Balances.Sum(balance =>
        balance.Mark is not null && _banks.TryGetValue(balance.Asset.Code, out var bank)
            ? balance.Owned * BandOf(balance, book).Asset * weight(bank)
            : 0m));

    private (decimal Asset, decimal Liability) BandOf(ModelBalance balance, ModelBook book)
    {
        var (price, confidence) = (balance.Mark!.Value, book.Market.FindMark(balance.Asset)?.Confidence.Value ?? 0m);
        return _parameters.Confidence.Of(price, price * confidence);
    }

    private IEnumerable<ModelGap> Uncovered(ModelBook book) => book.Balances
        .Where(balance => (balance.Owned > 0 || balance.Borrowed > 0) && !_banks.ContainsKey(balance.Asset.Code))
        .Select(balance => new ModelGap(
            balance.Asset.Code,
            balance.Borrowed > 0
                ? "no weights of its bank were published; a deposit counts nothing, a debt at the least weight there is: the health errs high"
                : "no weights of its bank were published; it counts nothing"));
}
