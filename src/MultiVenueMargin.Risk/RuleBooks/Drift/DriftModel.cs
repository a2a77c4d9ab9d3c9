using System.Numerics;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>
/// Drift v2 on a book: coins at their weights, debts at theirs, linear perpetuals by underlying at the worst of their resting orders.
/// What counts differs between initial and maintenance, and so does what is asked for.
/// </summary>
public sealed class DriftModel : IMarginModel
{
    private readonly DriftParameters _parameters;
    private readonly Dictionary<string, DriftSpotMarket> _coins;
    private readonly Asset _quote;

    public DriftModel(RuleBookDocument document)
    {
        _parameters = document.ParametersAs<DriftParameters>();
        _coins = new Dictionary<string, DriftSpotMarket>(_parameters.Coins, StringComparer.OrdinalIgnoreCase);
        _quote = new Asset(_parameters.Quote);
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var account = AccountOf(book);
        var initial = account.HealthUnder(_parameters.TermsAt(DriftLevel.Initial)).Cross;
        var maintenance = account.HealthUnder(_parameters.TermsAt(DriftLevel.Maintenance)).Cross;
        var components = ComponentsOf(initial, maintenance);
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = Usd.Down(InUsd(maintenance.Collateral)),
            InitialEquity = Usd.Down(InUsd(initial.Collateral)),
            Components = components,
            Binding = BindingOf(components, account, maintenance),
            Action = new ModelAction("liquidation", 1m),
            NotCovered = NotCovered(book),
            NotModelled = [.. Provenance.Missing, .. book.Unknown],
        };
    }

    private string BindingOf(List<ModelComponent> components, DriftAccount account, DriftScope maintenance)
    {
        if (components.MaxBy(component => component.Maintenance) is not { } largest)
        {
            return string.Empty;
        }

        var liquidated = _parameters.TermsAt(DriftLevel.Maintenance) with { Buffer = _parameters.Liquidation.ExitBuffer };
        return maintenance.IsMet
            ? $"{largest.Name} {largest.Of}"
            : $"{largest.Name} {largest.Of}; {ExactNumber.Format(InUsd(account.HealthUnder(liquidated).Cross.Shortage))} USD to free before a liquidation ends";
    }

    private DriftAccount AccountOf(ModelBook book)
    {
        // Without a price of its own the quote coin is a dollar, which the book already names among what is unknown.
        var quote = book.BalanceOf(_quote);
        return new DriftAccount
        {
            Quote = Integers.UnitsDown(quote.Wallet, DriftUnits.QuoteDigits),
            QuotePrice = new DriftStrictPrice(Fraction.Of(quote.Mark ?? 1m)),
            Coins = [.. book.Balances.Where(balance => balance.Mark is not null && _coins.ContainsKey(balance.Asset.Code)).Select(CoinOf)],
            Perpetuals = [.. NetPerpetual.Of(book, _quote).Select(PerpetualOf), UntoldProfit(book)],
        };
    }

    private DriftSpotPosition CoinOf(ModelBalance balance)
    {
        var market = _coins[balance.Asset.Code];
        return new DriftSpotPosition(
            balance.Asset.Code, market, Integers.UnitsDown(balance.Wallet, market.Decimals), new DriftStrictPrice(Fraction.Of(balance.Mark!.Value)));
    }

    private DriftPerpPosition PerpetualOf(NetPerpetual perpetual) => new(
        perpetual.Unit.Code,
        _parameters.Perpetuals.GetValueOrDefault(perpetual.Unit.Code, _parameters.DefaultPerpetual),
        SizeOf(perpetual.Size),
        Integers.UnitsDown(perpetual.Profit, DriftUnits.QuoteDigits),
        Fraction.Of(perpetual.Price),
        SizeOf(perpetual.Bids),
        SizeOf(perpetual.Asks),
        perpetual.OrderCount);

    /// <summary>Profit that a balance tells of and no position: as of a market of which nothing else is held.</summary>
    private DriftPerpPosition UntoldProfit(ModelBook book) => new(
        "other positions",
        _parameters.DefaultPerpetual,
        0,
        Integers.UnitsDown(NetPerpetual.UntoldProfit(book, _quote), DriftUnits.QuoteDigits),
        Fraction.Zero);

    private List<ModelGap> NotCovered(ModelBook book)
    {
        var gaps = book.Positions.Where(position => !NetPerpetual.IsCovered(position.Contract))
            .Select(position => new ModelGap(position.Name, "only linear perpetuals are covered"))
            .ToList();
        gaps.AddRange(book.Balances
            .Where(balance => balance.Asset != _quote && !_coins.ContainsKey(balance.Asset.Code))
            .Where(balance => balance.Owned != 0 || balance.Borrowed != 0)
            .Select(balance => new ModelGap(
                balance.Asset.Code,
                balance.Borrowed > 0 ? "it is not taken there; without this debt the account looks better than it is" : "it is not taken there; it counts nothing")));
        return gaps;
    }

    private static List<ModelComponent> ComponentsOf(DriftScope initial, DriftScope maintenance)
    {
        // The worst of the orders may differ between the levels, and with it the lines.
        var lines = initial.Lines.Concat(maintenance.Lines).Where(line => line.Requirement.Sign > 0);
        return lines.Select(line => (line.Name, line.Of)).Distinct()
            .Select(key => new ModelComponent(
                key.Name,
                key.Of,
                Usd.Up(InUsd(Asked(initial, key))),
                Usd.Up(InUsd(Asked(maintenance, key))),
                WorkingOf(maintenance, key)))
            .ToList();
    }

    private static BigInteger Asked(DriftScope scope, (string Name, string Of) key) => LinesOf(scope, key)
        .Aggregate(BigInteger.Zero, (sum, line) => sum + line.Requirement);

    private static string WorkingOf(DriftScope scope, (string Name, string Of) key)
    {
        var liability = LinesOf(scope, key).Aggregate(BigInteger.Zero, (sum, line) => sum + line.Liability);
        return liability.IsZero ? string.Empty : $"on {ExactNumber.Format(InUsd(liability))} USD owed";
    }

    private static IEnumerable<DriftLine> LinesOf(DriftScope scope, (string Name, string Of) key) =>
        scope.Lines.Where(line => line.Name == key.Name && line.Of == key.Of);

    private static BigInteger SizeOf(decimal size) => Math.Sign(size) * Integers.UnitsUp(Math.Abs(size), DriftUnits.BaseDigits);

    private static decimal InUsd(BigInteger value) => Integers.ToDecimal(value, DriftUnits.QuoteDigits);
}
