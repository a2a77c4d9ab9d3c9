using MultiVenueMargin.Risk.RuleBooks.Simm;

namespace MultiVenueMargin.RuleBooks.Tests.Simm;

/// <summary>Each worked by hand from the published tables of version 2.6, ten days.</summary>
public sealed class SimmRatesTests
{
    private static readonly SimmRates Rates = new(SimmParameters.Shipped, SimmParameters.Shipped.Find("2.6", 10)!);

    [Fact]
    public void Delta_WhenTwoTenorsOffset_NetsThemByTheirCorrelation()
    {
        // 60 × 100 000 = 6 M and 60 × −50 000 = −3 M, ρ = 0.95: √(36 + 9 − 34.2) M.
        Near(Math.Sqrt(10.8) * 1e6, Of(Curve("USD", "5y", 100_000m), Curve("USD", "10y", -50_000m)).Delta);
    }

    [Fact]
    public void Delta_WhenTwoCurvesOffset_NetsThemByTheSubCurveCorrelation() =>
        Near(6e6 * Math.Sqrt(2 - (2 * 0.993)), Of(Curve("USD", "5y", 100_000m), Curve("USD", "5y", -100_000m, "OIS")).Delta);

    [Fact]
    public void Delta_WhenACurrencyIsConcentrated_WeighsMore()
    {
        // 1 320 M per basis point is four times the threshold of 330 M: everything counts twice.
        Near(60 * 1_320e6 * 2, Of(Curve("USD", "5y", 1_320_000_000m)).Delta);
    }

    [Fact]
    public void Delta_WhenTwoCurrenciesAreHeld_CorrelatesThem()
    {
        // Yen is a low-volatility currency: 23 × 100 000. Dollars 60 × 100 000. γ = 0.32.
        Near(Math.Sqrt(5.29 + 36 + (2 * 0.32 * 2.3 * 6)) * 1e6, Of(Curve("USD", "5y", 100_000m), Curve("JPY", "5y", 100_000m)).Delta);
    }

    [Fact]
    public void Delta_WhenInflationAndBasisAreHeld_CorrelatesThemByKind()
    {
        // 60, 61 and 21 per unit; 0.24 between inflation and a tenor, 0.04 between basis and either.
        var expected = Math.Sqrt((60 * 60) + (61 * 61) + (21 * 21) + (2 * 0.24 * 60 * 61) + (2 * 0.04 * 60 * 21) + (2 * 0.04 * 61 * 21));

        Near(expected, Of(Curve("USD", "5y", 1m), Line("Risk_Inflation", "USD", string.Empty, 1m), Line("Risk_XCcyBasis", "USD", string.Empty, 1m)).Delta);
    }

    [Fact]
    public void Curvature_WhenOptionsAreLong_IsAskedOfWhoCallsAndNotOfWhoPosts()
    {
        // SF(5y) = ½·14/1825; one factor: K = CVR, θ = 0, λ = 2.5758² − 1; over 0.47².
        var risk = 0.5 * 14 / 1825 * 1_000;
        var volatility = Line("Risk_IRVol", "USD", "5y", 1_000m);

        Near(risk * 2.5758293035489 * 2.5758293035489 / (0.47 * 0.47), Of(volatility).Curvature);
        Near(230, Of(volatility).Vega);
        Assert.Equal(0m, Rates.Of([volatility], posts: true).Curvature);
    }

    [Fact]
    public void Curvature_WhenVolatilitiesOffset_CorrelatesByTheSquareAndLeansOnTheQuantileByTheta()
    {
        // One year: ½·14/365 of 1 000; two years: half of that of −1 500. ρ = 0.94, squared. θ = 0 because the sum is above zero.
        var (one, two) = (0.5 * 14 / 365 * 1_000, 0.5 * 14 / 730 * -1_500);
        var together = Math.Sqrt((one * one) + (two * two) + (2 * 0.94 * 0.94 * one * two));
        var square = 2.5758293035489 * 2.5758293035489;
        SimmSensitivity[] volatilities = [Line("Risk_IRVol", "USD", "1y", 1_000m), Line("Risk_IRVol", "USD", "2y", -1_500m)];

        Near((one + two + ((square - 1) * together)) / (0.47 * 0.47), Of(volatilities).Curvature);

        // Who posts has the sum below zero: θ = −(one + two)/(one − two).
        var theta = -(one + two) / (one - two);
        var posted = Math.Max(-(one + two) + ((((square - 1) * (1 + theta)) - theta) * together), 0) / (0.47 * 0.47);
        Near(posted, Rates.Of(volatilities, posts: true).Curvature);
    }

    [Fact]
    public void Margin_WhenLinesShareAFactor_NetsThemFirst() =>
        Assert.Equal(0m, Of(Curve("USD", "2y", 5m), Curve("USD", "2y", -5m)).Delta);

    [Fact]
    public void Margin_WhenATenorIsUnknown_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Of(Curve("USD", "4y", 1m)));

    private static SimmRatesMargin Of(params SimmSensitivity[] sensitivities) => Rates.Of(sensitivities, posts: false);

    private static SimmSensitivity Curve(string currency, string tenor, decimal amount, string curve = "Libor3m") =>
        new("RatesFX", "Risk_IRCurve", currency, tenor, curve, amount);

    private static SimmSensitivity Line(string type, string currency, string tenor, decimal amount) => new("RatesFX", type, currency, tenor, string.Empty, amount);

    private static void Near(double expected, decimal actual) => Assert.Equal(expected, (double)actual, Math.Abs(expected) * 1e-10);
}
