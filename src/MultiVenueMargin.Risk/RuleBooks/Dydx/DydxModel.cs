using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.Risk.RuleBooks.Dydx;

/// <summary>
/// dYdX v4 cross margin on a book: linear perpetuals by underlying, USDC alone as collateral. Resting orders are asked for nothing
/// there; each fill is held against initial margin when it happens.
/// </summary>
public sealed class DydxModel : IMarginModel
{
    private readonly DydxParameters _parameters;
    private readonly Dictionary<string, DydxTier> _tiers;

    /// <exception cref="JsonException">The parameters do not fit, or a market is given a tier that is not there.</exception>
    public DydxModel(RuleBookDocument document)
    {
        _parameters = document.ParametersAs<DydxParameters>();
        _tiers = _parameters.Tiers.ToDictionary(tier => tier.Name, StringComparer.Ordinal);
        if (_parameters.Markets.Values.Append(_parameters.DefaultTier).FirstOrDefault(name => !_tiers.ContainsKey(name)) is { } unknown)
        {
            throw new JsonException($"The rule book {document.Model} names a tier '{unknown}' that it does not have.");
        }

        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var dollar = new Asset(_parameters.Collateral);
        var markets = NetPerpetual.Of(book, dollar);
        var held = markets.Where(market => market.Size != 0).Select(Hold).ToList();
        var equity = Usd.Down(book.BalanceOf(dollar).Wallet + NetPerpetual.UntoldProfit(book, dollar) + markets.Sum(market => market.Profit));
        var account = held.Aggregate(
            new DydxRisk(Fraction.Of(equity.Amount).Times(Integers.PowerOfTen(DydxPerpetual.QuoteDigits)).Floor(), 0, 0),
            (sum, position) => sum + position.Risk with { NetCollateral = 0 });
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = equity,
            Components = held.Select(position => ComponentOf(position, account)).ToList(),
            Binding = BindingOf(held, account),
            Action = new ModelAction("liquidation", 1m),
            NotCovered = NotCovered(book, dollar),
            NotModelled = [.. Provenance.Missing, .. book.Unknown, .. held.SelectMany(position => Gaps(position.Market.Unit))],
        };
    }

    private HeldPosition Hold(NetPerpetual market)
    {
        var tier = TierOf(market.Unit);
        var (quantums, digits) = Integers.DigitsOf(market.Size);
        var perpetual = DydxPerpetual.Of(digits, market.Price, tier);
        return new HeldPosition(market, perpetual, quantums, perpetual.RiskOf(quantums));
    }

    private DydxTier TierOf(RiskUnit unit) => _tiers[_parameters.Markets.GetValueOrDefault(unit.Code, _parameters.DefaultTier)];

    private ModelComponent ComponentOf(HeldPosition position, DydxRisk account)
    {
        var tier = position.Perpetual.Tier;
        var working = string.Create(
            CultureInfo.InvariantCulture,
            $"{position.Market.Size} at {position.Market.Price}, {tier.Name}: {tier.InitialMarginPpm} ppm, of which {tier.MaintenanceFractionPpm} ppm for maintenance");
        if (account.IsLiquidatable)
        {
            working += $"; liquidated {LiquidationOf(position, account)}";
        }

        return new ModelComponent("position", position.Market.Unit.Code, InUsd(position.Risk.Initial), InUsd(position.Risk.Maintenance), working);
    }

    private string LiquidationOf(HeldPosition position, DydxRisk account)
    {
        var perQuantum = DydxLiquidation.FillablePrice(account, position.Risk, position.Quantums, _parameters.Liquidation);
        var price = perQuantum * new Fraction(Integers.PowerOfTen(-position.Perpetual.AtomicResolution), Integers.PowerOfTen(DydxPerpetual.QuoteDigits));
        var slice = DydxLiquidation.LargestSlice(BigInteger.Abs(position.Risk.NetCollateral), _parameters.Liquidation);
        return $"at {ExactNumber.Format(price.ToDecimal())} or better, up to {InUsd(slice)} USD a block";
    }

    private static string BindingOf(List<HeldPosition> held, DydxRisk account) => held.MaxBy(position => position.Risk.Maintenance) is { } largest
        ? $"{largest.Market.Unit}: {InUsd(largest.Risk.Maintenance)} of {InUsd(account.Maintenance)} USD maintenance{(account.IsLiquidatable ? "; liquidatable now" : string.Empty)}"
        : string.Empty;

    private static List<ModelGap> NotCovered(ModelBook book, Asset dollar)
    {
        var gaps = book.Positions.Where(position => !NetPerpetual.IsCovered(position.Contract))
            .Select(position => new ModelGap(position.Name, "the chain has linear perpetuals alone"))
            .ToList();
        gaps.AddRange(book.Balances
            .Where(balance => balance.Asset != dollar && (balance.Owned != 0 || balance.Borrowed != 0 || NetPerpetual.UntoldProfit(book, balance.Asset) != 0))
            .Select(balance => new ModelGap(
                balance.Asset.Code,
                balance.Borrowed > 0
                    ? $"only {dollar} counts there; without this debt the account looks better than it is"
                    : $"only {dollar} is collateral there; it counts nothing")));
        return gaps;
    }

    private IEnumerable<ModelGap> Gaps(RiskUnit unit)
    {
        if (!_parameters.Markets.ContainsKey(unit.Code))
        {
            yield return new ModelGap(unit.Code, $"no published tier; {_parameters.DefaultTier} is taken");
        }

        if (_parameters.IsolatedMarkets.Contains(unit.Code))
        {
            yield return new ModelGap(unit.Code, "its market is isolated: it would lie in an account of its own, and is taken as part of this one");
        }
    }

    private static Usd InUsd(BigInteger quantums) => Usd.Up(Integers.ToDecimal(quantums, DydxPerpetual.QuoteDigits));

    private sealed record HeldPosition(NetPerpetual Market, DydxPerpetual Perpetual, BigInteger Quantums, DydxRisk Risk);
}
