using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Accounts.Tests.Lifecycle;

/// <summary>No account is opened or run on under a policy that says nothing, or something that cannot be done.</summary>
public sealed class PolicyCheckTests
{
    private static readonly AccountPolicy Sound = new();

    private static readonly TradingTerms Terms = new() { Lot = new Quantity(1m), TakerFee = new Rate(0.001m) };

    private static readonly (string Finding, AccountPolicy Policy)[] Table =
    [
        ("RuleBook names no line of rule sets", Sound with { RuleBook = default }),
        ("Freshness.Default is 00:00:00,", Sound with { Freshness = Bounded(0, 600, 3_660) }),
        ("Freshness.Default is 00:01:00, 00:01:00,", Sound with { Freshness = Bounded(60, 60, 3_660) }),
        ("Freshness.Default is 00:01:00, 00:10:00, 00:10:00", Sound with { Freshness = Bounded(60, 600, 600) }),
        ("Freshness.Locations[A] is 00:02:00, 00:01:00,", Sound with
        {
            Freshness = Sound.Freshness with { Locations = new Dictionary<LocationId, FreshnessBounds> { [new("A")] = Bounds(120, 60, 600) } },
        }),
        ("Freshness.HeardEvery is 00:00:00", Sound with { Freshness = Sound.Freshness with { HeardEvery = TimeSpan.Zero } }),
        ("Freshness.HeardEvery is -00:00:01", Sound with { Freshness = Sound.Freshness with { HeardEvery = TimeSpan.FromSeconds(-1) } }),
        ("Freshness.HeardEvery is 00:01:00", Sound with { Freshness = Sound.Freshness with { HeardEvery = TimeSpan.FromSeconds(60) } }),
        ("Freshness.AttemptsBeforeQuarantine is 0", Sound with { Freshness = Sound.Freshness with { AttemptsBeforeQuarantine = 0 } }),
        ("Calls.Grace is 00:00:00", Sound with { Calls = new CallPolicy { Grace = TimeSpan.Zero } }),
        ("Calls.AmendAbove is -0.01", Sound with { Calls = new CallPolicy { AmendAbove = -0.01m } }),
        ("Transit.CountedShare is -0.01", Sound with { Transit = new TransitPolicy { CountedShare = -0.01m } }),
        ("Transit.CountedShare is 1.01", Sound with { Transit = new TransitPolicy { CountedShare = 1.01m } }),
        ("Liquidation.Approval is Unspecified", Liquidated(terms => terms with { Approval = Approval.Unspecified })),
        ("Liquidation.ReportWithin is 00:00:00", Liquidated(terms => terms with { ReportWithin = TimeSpan.Zero })),
        ("Liquidation.SettleWithin is -00:00:01", Liquidated(terms => terms with { SettleWithin = TimeSpan.FromSeconds(-1) })),
        ("Liquidation.RetryEvery is 00:00:00", Liquidated(terms => terms with { RetryEvery = TimeSpan.Zero })),
        ("Liquidation.RejectsBeforeLeftOut is 0", Liquidated(terms => terms with { RejectsBeforeLeftOut = 0 })),
        ("Liquidation.Planning.TargetRatio is 0.99", Planned(policy => policy with { TargetRatio = 0.99m })),
        ("Liquidation.Planning.MaximumNotional is 0", Planned(policy => policy with { MaximumNotional = Usd.Zero })),
        ("Liquidation.Planning.MaximumShareOfDailyVolume is 0", Planned(policy => policy with { MaximumShareOfDailyVolume = 0m })),
        ("Liquidation.Planning.LimitMultiple is 0.5", Planned(policy => policy with { LimitMultiple = 0.5m })),
        ("Liquidation.Planning.MaximumSteps is 0", Planned(policy => policy with { MaximumSteps = 0 })),
        ("Liquidation.Planning.MaximumEvaluations is 0", Planned(policy => policy with { MaximumEvaluations = 0 })),
        ("Liquidation.Venues has a location without a name", Traded(default, new() { Default = Terms })),
        ("Liquidation.Venues[A].Default.Lot is 0", Traded(new("A"), new() { Default = Terms with { Lot = Quantity.Zero } })),
        ("Liquidation.Venues[A].Default.TakerFee is", Traded(new("A"), new() { Default = Terms with { TakerFee = new Rate(-0.1m) } })),
        ("Liquidation.Venues[A].Instruments[X].Tick is 0", Traded(new("A"), Named(new("X"), Terms with { Tick = new Price(0m) }))),
        ("Liquidation.Venues[A].Instruments has one without a name", Traded(new("A"), Named(default, Terms))),
        ("Alerts[0].Name", Alerted(new AlertThreshold("a b", PoolId.Cross, 1.5m, 1.6m))),
        ("Alerts[0].Name", Alerted(new AlertThreshold(string.Empty, PoolId.Cross, 1.5m, 1.6m))),
        ("Alerts[1] has the name of another", Alerted(new("a", PoolId.Cross, 1.5m, 1.6m), new("a", PoolId.Cross, 1.2m, 1.3m))),
        ("Alerts[0].Pool names no pool", Alerted(new AlertThreshold("a", default, 1.5m, 1.6m))),
        ("Alerts[0].Below is 0", Alerted(new AlertThreshold("a", PoolId.Cross, 0m, 1m))),
        ("Alerts[0].Below is -1", Alerted(new AlertThreshold("a", PoolId.Cross, -1m, 1m))),
        ("Alerts[0].ClearAt is 1.4", Alerted(new AlertThreshold("a", PoolId.Cross, 1.5m, 1.4m))),
    ];

    [Fact]
    public void Policy_WhenUnsound_OpensNothingAndChangesNothing() => Assert.All(Table, each =>
    {
        var (unopened, open) = (Client.Unopened(), Client.Empty());
        foreach (var (client, command) in new (Client, AccountCommand)[]
        {
            (unopened, new OpenAccount(each.Policy) { Account = Client.Id, Request = new RequestId("r"), By = Client.Alice }),
            (open, new ChangePolicy(each.Policy) { Account = Client.Id, Request = new RequestId("r"), By = Client.Alice }),
        })
        {
            var before = client.Account.Version;
            var refused = Assert.IsType<CommandRefused>(client.Take(new CommandInput(command)).Answer);
            Assert.Equal((Refusal.Malformed, "Policy"), (refused.Reason, refused.Field));
            Assert.Contains(each.Finding, refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, client.Account.Version);
        }
    });

    [Fact]
    public void Policy_WhenAtItsEdges_IsTaken() => Assert.All(
        new[]
        {
            Sound with { Transit = new TransitPolicy { CountedShare = 0m } },
            Sound with { Transit = new TransitPolicy { CountedShare = 1m } },
            Sound with { Calls = new CallPolicy { AmendAbove = 0m } },
            Planned(policy => policy with { TargetRatio = 1m }),
            Traded(new("A"), new() { Default = Terms, Instruments = Named(new("X"), Terms).Instruments }),
            Alerted(new AlertThreshold("a", PoolId.Cross, 1.5m, 1.5m)),
        },
        policy => Assert.IsType<CommandDone>(Ask(Client.Unopened(), policy).Answer));

    /// <summary>What a rule set asks of a policy is asked once there is one: below where Liquidating is left, a plan would end where it began.</summary>
    [Fact]
    public void Target_BelowWhatTheRulesInForceLeave_IsRefused()
    {
        var policy = Planned(each => each with { TargetRatio = 1.09m });
        var client = Client.Unopened();
        client.Market = new MarginBench().Market;

        var refused = Assert.IsType<CommandRefused>(Ask(client, policy).Answer);

        Assert.Equal((Refusal.Malformed, "Policy"), (refused.Reason, refused.Field));
        Assert.Contains("Liquidation.Planning.TargetRatio is 1.09; It is at least 1.1", refused.Message, StringComparison.Ordinal);
        client.Market = null;
        Assert.IsType<CommandDone>(Ask(client, policy).Answer);
    }

    /// <summary>Terms that were written before anybody asked whether prices are confirmed are read as the careful ones.</summary>
    [Fact]
    public void LiquidationTerms_OfTheFirstVersion_NeedConfirmedPrices()
    {
        var writer = new CanonicalWriter();
        PolicyCodec.Write(writer, new LiquidationTerms { NeedsConfirmedPrices = false });
        var second = writer.ToArray();
        Assert.Equal((2, 0), (second[0], second[^1]));
        byte[] first = [1, .. second[1..^1]];

        var (at, again) = (0, 0);
        Assert.True(PolicyCodec.ReadLiquidationTerms(new CanonicalReader(first, ref at)).NeedsConfirmedPrices);
        Assert.False(PolicyCodec.ReadLiquidationTerms(new CanonicalReader(second, ref again)).NeedsConfirmedPrices);
    }

    private static Turn Ask(Client client, AccountPolicy policy) => client.Take(new CommandInput(
        new OpenAccount(policy) { Account = Client.Id, Request = new RequestId("r"), By = Client.Alice }));

    private static FreshnessBounds Bounds(int ageing, int stale, int lost) =>
        new(TimeSpan.FromSeconds(ageing), TimeSpan.FromSeconds(stale), TimeSpan.FromSeconds(lost));

    private static FreshnessPolicy Bounded(int ageing, int stale, int lost) => new() { Default = Bounds(ageing, stale, lost) };

    private static AccountPolicy Liquidated(Func<LiquidationTerms, LiquidationTerms> change) =>
        Sound with { Liquidation = change(Sound.Liquidation) };

    private static AccountPolicy Planned(Func<LiquidationPolicy, LiquidationPolicy> change) =>
        Liquidated(terms => terms with { Planning = change(terms.Planning) });

    private static AccountPolicy Traded(LocationId location, VenueCapability venue) =>
        Liquidated(terms => terms with { Venues = new Dictionary<LocationId, VenueCapability> { [location] = venue } });

    private static VenueCapability Named(InstrumentId instrument, TradingTerms terms) =>
        new() { Instruments = new Dictionary<InstrumentId, TradingTerms> { [instrument] = terms } };

    private static AccountPolicy Alerted(params AlertThreshold[] alerts) => Sound with { Alerts = alerts };
}
