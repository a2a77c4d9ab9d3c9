namespace MultiVenueMargin.Domain.Tests;

public sealed class MoneyTests
{
    private static readonly Money TwoBitcoin = new(2m, new("BTC"));
    private static readonly Money FiveDollars = new(5m, Asset.Usd);

    [Fact]
    public void Sums_WithinOneAsset_AreExact()
    {
        Assert.Equal(new Money(2.3m, new("BTC")), TwoBitcoin + new Money(0.3m, new("BTC")));
        Assert.Equal(new Money(-1m, new("BTC")), TwoBitcoin - new Money(3m, new("BTC")));
        Assert.Equal(new Money(-2m, new("BTC")), -TwoBitcoin);
    }

    [Fact]
    public void Everything_AcrossAssets_IsRefusedAndNamesBoth()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => TwoBitcoin + FiveDollars);
        Assert.Contains("BTC", refused.Message, StringComparison.Ordinal);
        Assert.Contains("USD", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => TwoBitcoin - FiveDollars);
        Assert.Throws<InvalidOperationException>(() => TwoBitcoin.CompareTo(FiveDollars));
        Assert.Throws<InvalidOperationException>(() => TwoBitcoin < FiveDollars);
        Assert.NotEqual(new Money(0m, new("BTC")), new Money(0m, Asset.Usd));

        // Not even nothing of one asset adds to another: a zero that lost its asset hides a bug.
        Assert.Throws<InvalidOperationException>(() => new Money(0m, new("BTC")) + FiveDollars);
    }

    [Fact]
    public void Default_AddsToAnythingAndChangesNothing()
    {
        Assert.Equal(TwoBitcoin, default(Money) + TwoBitcoin);
        Assert.Equal(FiveDollars, FiveDollars + default(Money));
        Assert.Equal(-FiveDollars, default(Money) - FiveDollars);
        Assert.Equal(default, default(Money) + default(Money));
    }

    [Fact]
    public void New_OfAnAmountOfNothing_IsRefused() => Assert.Throws<ArgumentException>(() => new Money(1m, default));

    [Fact]
    public void ConvertedAt_NamesThePrice() =>
        Assert.Equal(new Money(-200_000m, Asset.Usd), new Money(-2m, new("BTC")).ConvertedAt(new Price(100_000m), Asset.Usd));

    [Fact]
    public void Sums_BeyondADecimal_Throw() =>
        Assert.Throws<OverflowException>(() => new Money(decimal.MaxValue, Asset.Usd) + new Money(1m, Asset.Usd));
}
