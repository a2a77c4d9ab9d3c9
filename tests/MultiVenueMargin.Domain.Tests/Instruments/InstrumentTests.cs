using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Domain.Tests.Instruments;

public sealed class InstrumentTests
{
    private static readonly DateTimeOffset Expiry = new(2026, 6, 26, 8, 0, 0, TimeSpan.Zero);

    private static readonly DatedFuture Future =
        new(new("BTC-26JUN26"), new("BTC"), ContractStyle.Inverse, Asset.Usd, 10m, Expiry);

    [Fact]
    public void YearsAt_CountsActualDaysOver365()
    {
        Assert.Equal(1.0, Future.YearsAt(Expiry.AddDays(-365)));
        Assert.Equal(30.0 / 365.0, Future.YearsAt(Expiry.AddDays(-30)), 15);

        // One hour: 3 600 of 31 536 000 seconds.
        Assert.Equal(3_600.0 / 31_536_000.0, Future.YearsAt(Expiry.AddHours(-1)));
    }

    [Fact]
    public void YearsAt_CountsWholeSeconds()
    {
        Assert.Equal(Future.YearsAt(Expiry.AddSeconds(-5)), Future.YearsAt(Expiry.AddSeconds(-5.999)));
        Assert.Equal(0.0, Future.YearsAt(Expiry.AddMilliseconds(-999)));
    }

    [Fact]
    public void YearsAt_AtAndAfterExpiry_IsZero()
    {
        Assert.Equal(0.0, Future.YearsAt(Expiry));
        Assert.Equal(0.0, Future.YearsAt(Expiry.AddYears(1)));
    }

    [Fact]
    public void IsExpiredAt_BeginsWithTheExpiryItself()
    {
        Assert.False(Future.IsExpiredAt(Expiry.AddTicks(-1)));
        Assert.True(Future.IsExpiredAt(Expiry));
        Assert.True(Future.IsExpiredAt(Expiry.ToOffset(TimeSpan.FromHours(9))));
    }

    [Fact]
    public void Settlement_IsTheCoinForAnInverseContractAndTheQuoteForALinearOne()
    {
        Assert.Equal(new Asset("BTC"), Future.Settlement);
        Assert.Equal(new Asset("USDT"), (Future with { Style = ContractStyle.Linear, Quote = new("USDT") }).Settlement);
    }
}
