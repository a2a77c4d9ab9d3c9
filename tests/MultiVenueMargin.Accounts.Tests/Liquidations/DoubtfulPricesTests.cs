using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Tests.Liquidations;

/// <summary>A price that its sources do not confirm gets nobody liquidated.</summary>
public sealed class DoubtfulPricesTests
{
    private static readonly HashSet<Asset> Bitcoin = [new("BTC")];

    [Fact]
    public void Liquidation_WhileThePriceIsNotConfirmed_IsNotPlannedButCalledFor()
    {
        var bench = new MarginBench { Doubtful = Bitcoin }.AtRatio(1.04m);

        var records = bench.Look();

        Assert.Single(records.OfType<CallIssued>());
        Assert.Equal(MarginState.Liquidating, bench.Figures.State);
        Assert.DoesNotContain(records, record => record is LiquidationPlanned);
        Assert.Empty(bench.Pass(600).Look());

        bench.Doubtful = new HashSet<Asset>();
        Assert.Single(bench.Pass(1).Look().OfType<LegRequested>());
    }

    [Fact]
    public void Liquidation_WhenThePriceBecomesDoubtfulOnTheWay_AsksForNothingMoreAndGoesOnLater()
    {
        var bench = new MarginBench().AtRatio(1.04m);
        var request = bench.Look().OfType<LegRequested>().Single();
        bench.Doubtful = Bitcoin;
        Assert.Null(bench.Report(request.Request, LegReport.Filled, 0.5m));
        bench.Sell(0.5m);
        bench.AtRatio(0.95m).Tell();

        Assert.DoesNotContain(bench.Pass(100).Look(), record => record is LiquidationReplanned or LegRequested or LiquidationEnded);

        bench.Doubtful = new HashSet<Asset>();
        Assert.Single(bench.Pass(1).Look().OfType<LegRequested>());
    }

    [Fact]
    public void Deficit_WhileThePriceIsNotConfirmed_IsNotRecorded()
    {
        var bench = new MarginBench { Plan = MarginBench.Nothing, Doubtful = Bitcoin }.At(60_000m);

        Assert.DoesNotContain(bench.Look(), record => record is LiquidationPlanned or LiquidationEnded);
    }

    [Fact]
    public void Request_ThatIsOpen_StillTimesOut()
    {
        var bench = new MarginBench().AtRatio(1.04m);
        bench.Look();
        bench.Doubtful = Bitcoin;

        Assert.Equal(LegOutcome.TimedOut, bench.Pass(30).Look().OfType<LegEnded>().Single().Outcome);
    }

    [Fact]
    public void Liquidation_WhenSomethingElseIsDoubtful_IsPlanned()
    {
        var bench = new MarginBench { Doubtful = new HashSet<Asset> { new("ETH") } };

        Assert.Single(bench.AtRatio(1.04m).Look().OfType<LiquidationPlanned>());
    }

    [Fact]
    public void Liquidation_WhenNoConfirmationIsNeeded_IsPlanned()
    {
        var bench = new MarginBench(new AccountPolicy { Liquidation = new LiquidationTerms { NeedsConfirmedPrices = false } }) { Doubtful = Bitcoin };

        Assert.Single(bench.AtRatio(1.04m).Look().OfType<LiquidationPlanned>());
    }

    [Fact]
    public void Deficit_OfAPoolThatHoldsNothingOfIt_IsRecorded()
    {
        var bench = new MarginBench { Contracts = 0, Cash = -500m, Doubtful = Bitcoin };

        Assert.Equal(LiquidationOutcome.Deficit, bench.Look().OfType<LiquidationEnded>().Single().Outcome);
    }

    [Theory]
    [InlineData(true, "the price of BTC, on which cross rests, is not confirmed by its sources: nothing is liquidated there while it is not")]
    [InlineData(false, "the price of BTC, on which cross rests, is not confirmed by its sources")]
    public void Notices_OfAPoolThatRestsOnIt_NameTheAsset(bool needsConfirmed, string notice)
    {
        var bench = new MarginBench(new AccountPolicy { Liquidation = new LiquidationTerms { NeedsConfirmedPrices = needsConfirmed } });
        var context = new TurnContext(bench.Now, bench.Stamp, bench.Market);

        Assert.Contains(notice, bench.Account.Notices(bench.Book, context with { Doubtful = Bitcoin }));
        Assert.DoesNotContain(bench.Account.Notices(bench.Book, context), each => each.Contains("BTC", StringComparison.Ordinal));
    }
}
