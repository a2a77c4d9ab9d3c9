using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.Liquidation;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Live.Tests.Histories;

/// <summary>
/// A morning of one account: one bitcoin long on 50 000 dollars while the price falls step by step; a call, its acknowledgement, a payment that meets it;
/// a quiet time in which its feed ages; a process that ends and starts again; a crash, a liquidation that is filled, and another that nobody answers.
/// At each step of the fall the margin is asked for through the live path.
/// </summary>
internal sealed class Story : IDisposable
{
    private static readonly decimal[] Fall = [90_000m, 80_000m, 74_000m, 70_000m, 67_000m, 65_000m, 63_500m, 62_500m, 61_500m];

    private const decimal Paid = 70_000m;
    private const decimal CrashPrice = 35_800m;

    private readonly List<(DateTimeOffset At, PoolReport Pool)> _steps = [];
    private long _sequence;

    public Story()
    {
        World = World.Open();
        Account = World.Account("main", 50_000m, 1m, new AccountPolicy
        {
            Alerts = [new AlertThreshold("low", PoolId.Cross, 2m, 2.2m)],
            Liquidation = new LiquidationTerms
            {
                Venues = new Dictionary<LocationId, VenueCapability>
                {
                    [Street.Deribit] = new() { Default = new TradingTerms { Lot = new Quantity(0.001m), TakerFee = new Rate(0.0005m) } },
                },
            },
        });
    }

    public World World { get; }

    public AccountId Account { get; }

    /// <summary>What the live path answered, step by step of the fall.</summary>
    public IReadOnlyList<(DateTimeOffset At, PoolReport Pool)> Steps => _steps;

    /// <summary>The recorded rules with every threshold, and what a call asks for, times a factor: the figures stay what they are.</summary>
    public static RuleSet RulesTimes(decimal factor)
    {
        var rules = Street.Rules($"times-{factor}");
        return rules with
        {
            States = rules.States with
            {
                Ladder = [.. rules.States.Ladder.Select(step => step with { EnterBelow = step.EnterBelow * factor, LeaveAt = step.LeaveAt * factor })],
            },
            Calls = rules.Calls with { TargetRatio = rules.Calls.TargetRatio * factor },
        };
    }

    /// <summary>The fall, to a call and not further.</summary>
    public Story Fallen()
    {
        foreach (var price in Fall)
        {
            World.Quote(price);
            _steps.Add((World.Now, World.Margin(Account).Report.PoolOf(PoolId.Cross)));
            World.Pass(TimeSpan.FromSeconds(3));
        }

        return this;
    }

    /// <summary>All of the morning.</summary>
    public Story Told()
    {
        Fallen();
        var call = Assert.Single(World.View(Account).Calls);
        World.Done(new AcknowledgeCall(call.Call) { Account = Account, Request = World.NextRequest(), By = Street.Client });
        World.Pass(TimeSpan.FromSeconds(2));
        World.Fed(Account, World.FeedOf(Account), Delta(
            Street.Balance(Paid), new MovementFact("wire-1", Street.Usdc, new Quantity(Paid - 50_000m), MovementDirection.Arrival)));
        World.Pass(TimeSpan.FromSeconds(45));
        World.Restart();
        World.Pass(TimeSpan.FromSeconds(5));
        World.Price(CrashPrice);
        World.Pass(TimeSpan.FromSeconds(2));
        Fill();
        World.Pass(TimeSpan.FromSeconds(40));
        World.Price(33_800m);
        World.Pass(TimeSpan.FromSeconds(40));
        return this;
    }

    public void Dispose() => World.Dispose();

    /// <summary>The executor takes on what is asked of it, and the feed shows it.</summary>
    private void Fill()
    {
        var leg = World.View(Account).Liquidations.SelectMany(liquidation => liquidation.Legs).Last();
        Report(leg.Request, LegReport.Accepted, Quantity.Zero, null);
        Report(leg.Request, LegReport.Filled, leg.Leg.Quantity, new Price(CrashPrice));
        var sold = leg.Leg.Quantity.Value;
        World.Fed(Account, World.FeedOf(Account), Delta(Street.Position(1m - sold), Street.Balance(Paid - (sold * (100_000m - CrashPrice)))));
    }

    private void Report(DecisionId leg, LegReport report, Quantity quantity, Price? price) =>
        World.Done(new ReportLeg(leg, report, quantity, price, string.Empty) { Account = Account, Request = World.NextRequest(), By = Street.Executor });

    private FeedFrame Delta(params FeedFact[] facts) => new()
    {
        Kind = FrameKind.Delta,
        Epoch = 1,
        Sequence = ++_sequence,
        SaidAt = World.Now,
        Facts = facts,
    };
}
