using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Contracts;

/// <summary>market.proto: what the market says of underlyings as a whole and between them.</summary>
public static class UnitMarketWire
{
    public static V1.UnitMarket Write(RiskUnit unit, UnitMarket market) => new()
    {
        Unit = unit.Code,
        AverageDailyVolume = WireText.Of(market.AverageDailyVolume),
        DailyVolatility = WireText.Of(market.DailyVolatility),
        InterestRate = WireText.Of(market.InterestRate),
        Smiles = { market.Smiles.OrderBy(entry => entry.Key).Select(entry => Write(entry.Key, entry.Value)) },
        History = market.History is { } history ? Write(history) : null,
    };

    public static UnitMarket Read(WireReader at, V1.UnitMarket wire) => new()
    {
        AverageDailyVolume = at.OptionalQuantity("average_daily_volume", wire.AverageDailyVolume),
        DailyVolatility = at.OptionalMeasured("daily_volatility", wire.DailyVolatility),
        InterestRate = at.OptionalMeasured("interest_rate", wire.InterestRate),
        Smiles = at.Map("smiles", wire.Smiles, WireLimits.Smiles, "expiry", static (inner, smile) =>
            KeyValuePair.Create(inner.Instant("expiry", smile.Expiry), ReadSmile(inner, smile))),
        History = at.Optional("history", wire.History, ReadHistory),
    };

    public static V1.Correlation Write(Correlation correlation) => new()
    {
        First = correlation.First.Code,
        Second = correlation.Second.Code,
        Days250 = WireText.Of(correlation.Days250),
        Stress = WireText.Of(correlation.Stress),
    };

    public static Correlation ReadCorrelation(WireReader at, V1.Correlation wire) => new(
        at.Unit("first", wire.First),
        at.Unit("second", wire.Second),
        at.Measured("days_250", wire.Days250),
        at.Measured("stress", wire.Stress));

    private static V1.Smile Write(DateTimeOffset expiry, Smile smile)
    {
        var wire = new V1.Smile { Expiry = WireText.Of(expiry) };
        switch (smile)
        {
            case QuotedSmile quoted:
                wire.Quoted = new V1.QuotedSmile
                {
                    Points =
                    {
                        quoted.Points.Select(point => new V1.SmilePoint
                        {
                            LogMoneyness = WireText.Of(point.LogMoneyness),
                            Volatility = WireText.Of(point.Volatility),
                        }),
                    },
                };
                break;
            case SviSmile svi:
                wire.Svi = new V1.SviSmile
                {
                    A = WireText.Of(svi.A),
                    B = WireText.Of(svi.B),
                    Rho = WireText.Of(svi.Rho),
                    M = WireText.Of(svi.M),
                    Sigma = WireText.Of(svi.Sigma),
                };
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(smile), smile, "The contract has no name for this kind of smile.");
        }

        return wire;
    }

    private static Smile ReadSmile(WireReader at, V1.Smile wire)
    {
        switch (wire.CurveCase)
        {
            case V1.Smile.CurveOneofCase.Quoted:
                return at.Required("quoted", wire.Quoted, static (inner, quoted) => new QuotedSmile(inner.List(
                    "points", quoted.Points, WireLimits.SmilePoints, static (each, point) => new SmilePoint(
                        each.Measured("log_moneyness", point.LogMoneyness), each.Measured("volatility", point.Volatility)))));
            case V1.Smile.CurveOneofCase.Svi:
                return at.Required("svi", wire.Svi, static (inner, svi) => new SviSmile(
                    inner.Measured("a", svi.A),
                    inner.Measured("b", svi.B),
                    inner.Measured("rho", svi.Rho),
                    inner.Measured("m", svi.M),
                    inner.Measured("sigma", svi.Sigma)));
            default:
                at.Missing("curve");
                return null!;
        }
    }

    private static V1.ReturnHistory Write(ReturnHistory history) => new()
    {
        PriceReturns = { history.PriceReturns.Select(each => WireText.Of(each)) },
        VolatilityReturns = { history.VolatilityReturns.Select(each => WireText.Of(each)) },
        LongRunVolatility = WireText.Of(history.LongRunVolatility),
        Stress = { history.Stress.Select(move => new V1.StressMove { Price = WireText.Of(move.Price), Volatility = WireText.Of(move.Volatility) }) },
    };

    private static ReturnHistory ReadHistory(WireReader at, V1.ReturnHistory wire) => new()
    {
        PriceReturns = at.List("price_returns", wire.PriceReturns, WireLimits.Returns, static (inner, each) => inner.Measured("", each)),
        VolatilityReturns = at.List("volatility_returns", wire.VolatilityReturns, WireLimits.Returns, static (inner, each) => inner.Measured("", each)),
        LongRunVolatility = at.Measured("long_run_volatility", wire.LongRunVolatility),
        Stress = at.List("stress", wire.Stress, WireLimits.Returns, static (inner, move) =>
            new StressMove(inner.Measured("price", move.Price), inner.Measured("volatility", move.Volatility))),
    };
}
