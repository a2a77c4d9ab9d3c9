using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>Liquidations through the port: planned, approved, requested once, reported, resolved or a deficit.</summary>
public abstract class LiquidationConformance : PlatformConformance
{
    private const decimal LiquidationPrice = 59_800m;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(12);

    /// <summary>A policy under which the street's venue may be traded on, with this approval.</summary>
    protected abstract AccountPolicy PolicyWith(Approval approval);

    [Fact]
    public async Task Liquidation_WhenAutomatic_RequestsReduceOnlyStepsAndResolves()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m, PolicyWith(Approval.Automatic));
        await Street.PriceAsync(LiquidationPrice);
        await Harness.AdvanceAsync(Promised);
        var (held, sequence, balance) = (1m, 0L, 50_000m);

        for (var round = 0; round < 50; round++)
        {
            var liquidation = Assert.Single((await Street.ViewAsync(Street.Main)).Liquidations);
            if (liquidation.Status == LiquidationStatus.Ended)
            {
                Assert.Equal(LiquidationOutcome.Resolved, liquidation.Outcome);
                Assert.True(held is > 0 and < 1m, $"{held} held at the end");
                return;
            }

            foreach (var leg in liquidation.Legs.Where(leg => leg.Outcome == LegOutcome.Unspecified))
            {
                Assert.Equal(OrderSide.Ask, leg.Leg.Side);
                Assert.True(leg.Leg.Quantity.Value <= held, $"asks to sell {leg.Leg.Quantity} of {held}");
                await ReportAsync(leg.Request, LegReport.Accepted, 0m);
                await ReportAsync(leg.Request, LegReport.Filled, leg.Leg.Quantity.Value);
                held -= leg.Leg.Quantity.Value;
                // Sold at a loss against the entry, which the venue takes from the balance.
                balance -= leg.Leg.Quantity.Value * (100_000m - LiquidationPrice);
                await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, ++sequence, Street.Position(held), Street.Balance(balance)));
            }

            await Street.PassAsync(TimeSpan.FromSeconds(5), Street.Main, Street.DeribitMain, 1, sequence, LiquidationPrice);
        }

        Assert.Fail("The liquidation did not end in 50 rounds.");
    }

    [Fact]
    public async Task Liquidation_WhenKilledWhileARequestIsOpen_DoesNotAskTwice()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m, PolicyWith(Approval.Automatic));
        await Street.PriceAsync(LiquidationPrice);
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(2));
        var asked = (await RequestsAsync()).Count;
        Assert.True(asked > 0);

        await RestartAsync();
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(asked, (await RequestsAsync()).Count);
    }

    [Fact]
    public async Task Liquidation_WhenTwoPersonsMustApprove_SendsNothingBefore()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m, PolicyWith(Approval.TwoPersons));
        await Street.PriceAsync(LiquidationPrice);
        await Harness.AdvanceAsync(Promised);
        var liquidation = Assert.Single((await Street.ViewAsync(Street.Main)).Liquidations);
        Assert.Equal(LiquidationStatus.AwaitsApproval, liquidation.Status);

        await Street.DoneAsync(Approve(liquidation.Liquidation, Street.Alice));
        var twice = await Street.RefusedAsync(Approve(liquidation.Liquidation, Street.Alice));
        Assert.Equal(Refusal.NeedsAnotherPerson, twice.Reason);
        Assert.Empty(await RequestsAsync());

        await Street.DoneAsync(Approve(liquidation.Liquidation, Street.Bob));
        await Harness.AdvanceAsync(Promised);
        Assert.NotEmpty(await RequestsAsync());
    }

    [Fact]
    public async Task Liquidation_WhenTheExecutorIsDead_TimesOutAndPlansAgain()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m, PolicyWith(Approval.Automatic));
        await Street.PriceAsync(LiquidationPrice);
        await Street.PassAsync(TimeSpan.FromMinutes(3), Street.Main, Street.DeribitMain, 1, 0, LiquidationPrice);

        var records = (await Street.JournalAsync(ReadScope.Decisions)).Select(item => item.Record).ToList();
        Assert.Contains(records, record => record is LegEnded { Outcome: LegOutcome.TimedOut });
        Assert.Contains(records, record => record is LiquidationReplanned);
        Assert.True(await OpenQuantityAsync() <= 1m);
    }

    [Fact]
    public async Task Deficit_WhenNothingIsLeftToReduce_DrawsOnTheFundAndAllocatesTheRest()
    {
        await Street.DoneAsync(new ContributeToFund(Street.Firm, new Usd(1_000m)) { Request = Street.NextRequest(), By = Street.Alice });
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m, PolicyWith(Approval.Automatic));
        // The venue has closed everything already, and more is owed than was there.
        await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 1, Street.Position(0m), Street.Balance(-5_000m)));
        await Street.PassAsync(TimeSpan.FromMinutes(2), Street.Main, Street.DeribitMain, 1, 1, 100_000m);

        var deficit = Assert.Single((await Street.ViewAsync(Street.Main)).Deficits);
        Assert.True(deficit.IsSettled);
        Assert.Equal(1_000m, deficit.Granted?.Amount);
        var settled = Assert.Single(
            (await Street.JournalAsync(ReadScope.Decisions)).Select(item => item.Record).OfType<DeficitSettled>());
        Assert.Equal(deficit.Amount.Amount, settled.Drawn.Amount + settled.Allocated.Amount);
        var fund = await Street.Platform.FundAsync(null, 10, CancellationToken.None);
        Assert.Equal((1_000m, 0m, 0m, 1_000m), (fund.Contributed.Amount, fund.Free.Amount, fund.Reserved.Amount, fund.Paid.Amount));
        Assert.Equal(new FundShare(Street.Firm, new Usd(1_000m), settled.Allocated), Assert.Single(fund.Shares.Items));
    }

    private async Task ReportAsync(DecisionId leg, LegReport report, decimal quantity) =>
        await Street.DoneAsync(new ReportLeg(
            leg, report, new Quantity(quantity), report == LegReport.Filled ? new Price(LiquidationPrice) : null, string.Empty)
        {
            Account = Street.Main,
            Request = Street.NextRequest(),
            By = Street.Executor,
        });

    private ApproveLiquidation Approve(DecisionId liquidation, PrincipalId by) =>
        new(liquidation) { Account = Street.Main, Request = Street.NextRequest(), By = by };

    private async Task<IReadOnlyList<LegRequested>> RequestsAsync() =>
        (await Street.JournalAsync(ReadScope.Decisions)).Select(item => item.Record).OfType<LegRequested>().ToList();

    private async Task<decimal> OpenQuantityAsync() =>
        (await Street.ViewAsync(Street.Main)).Liquidations
            .SelectMany(liquidation => liquidation.Legs)
            .Where(leg => leg.Outcome == LegOutcome.Unspecified)
            .Sum(leg => leg.Leg.Quantity.Value);
}
