using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Pools;

/// <summary>Two venue accounts: one with the dollars, one with a long bitcoin perpetual that needs them.</summary>
public sealed class PoolMovesTests
{
    private static readonly PoolId Basis = new("basis");

    private int _requests;

    [Fact]
    public void Move_ThatLeavesAPoolWithoutItsCollateral_IsRefusedWithTheFigures()
    {
        var client = Client(dollars: 100_000m);
        foreach (var feed in new[] { Tests.Client.Deribit, Tests.Client.Okx })
        {
            var refused = Assert.IsType<CommandRefused>(Move(client, feed));
            Assert.Equal(Refusal.MarginInsufficient, refused.Reason);
            Assert.Contains("fails", refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(client.Recorded<FeedMoved>());
    }

    [Fact]
    public void Move_ThatBothPoolsCanBear_IsDoneAndTheBookLiesThere()
    {
        // Deribit has enough of its own, so it can be ring-fenced; Okx holds nothing but dollars.
        var client = Client(dollars: 100_000m, own: 200_000m);
        Assert.IsType<CommandDone>(Move(client, Tests.Client.Deribit));

        Assert.Equal(Basis, Assert.Single(client.Book().Positions).Pool);
        Assert.Equal(PoolId.Cross, client.Book().Lines.Single(line => line.Location == Tests.Client.Okx.Location).Pool);
        Assert.Equal(Tests.Client.Alice, Assert.Single(client.Recorded<FeedMoved>()).By);
        Assert.Equal(Refusal.WrongState, Assert.IsType<CommandRefused>(Move(client, Tests.Client.Deribit)).Reason);
        StateBytes.AssertRemade(client);
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public void Move_OfAFeedThatIsStale_IsRefused(int age, bool isDone)
    {
        var client = Client(dollars: 1_000_000m, own: 1_000_000m);
        client.Pass(age);
        client.Market = Market(client.Now);
        var answer = Move(client, Tests.Client.Deribit);
        Assert.Equal(isDone, answer is CommandDone);
        Assert.True(isDone || Assert.IsType<CommandRefused>(answer).Reason == Refusal.Unknown);
    }

    [Fact]
    public void Move_WithoutAMarket_IsRefusedAsUnknown()
    {
        var client = Client(dollars: 1_000_000m, own: 1_000_000m);
        client.Market = null;
        Assert.Equal(Refusal.Unknown, Assert.IsType<CommandRefused>(Move(client, Tests.Client.Deribit)).Reason);
    }

    [Fact]
    public void Move_OfWhatIsLargerThanAnythingCanBe_IsRefusedByName()
    {
        // Ten to the eighteenth bitcoin would cover any margin.
        var client = Client(dollars: 1m);
        client.Send(Snapshot(2, 0, Has("BTC-PERP", Quantity.Largest), Holds("BTC", Quantity.Largest)));
        var refused = Assert.IsType<CommandRefused>(Move(client, Tests.Client.Deribit));
        Assert.Equal(Refusal.Unknown, refused.Reason);
        Assert.Contains("is worth about 1.0e+23 USD", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Release_OfCollateralThatIsNeeded_IsRefusedAndOfWhatIsNotIsAllowed()
    {
        var poor = Client(dollars: 100_000m);
        Assert.Equal(Refusal.MarginInsufficient, Assert.IsType<CommandRefused>(Release(poor, Tests.Client.Okx)).Reason);
        var rich = Client(dollars: 100_000m, own: 200_000m);
        Assert.IsType<CommandDone>(Release(rich, Tests.Client.Okx));
    }

    [Fact]
    public void UnifiedAccount_WhenItsBalanceIsMissing_IsUnknownAndNobodyIsCalled()
    {
        var client = Client(dollars: 0m, own: 200_000m);
        client.Look();
        Assert.Equal(MarginState.Healthy, client.Account.View(client.Now).Pools[0].State);

        // The venue answers with positions only; read as zero, it would be a margin call.
        client.Take(new ReleaseInput(Tests.Client.Deribit));
        client.Take(new ClaimInput(Tests.Client.Deribit, PoolId.Cross));
        client.Send(Partial(1, 0, FeedParts.Positions | FeedParts.Orders, Has("BTC-PERP", 1m)));
        client.Look();
        Assert.Equal(MarginState.Unknown, client.Account.View(client.Now).Pools[0].State);
        Assert.Empty(client.Recorded<CallIssued>());

        // That it is zero is another statement.
        client.Send(Snapshot(2, 0, Has("BTC-PERP", 1m)));
        client.Look();
        Assert.Contains(client.Recorded<MarginStateChanged>(), changed => changed.To > MarginState.Call);
        StateBytes.AssertRemade(client);
    }

    [Fact]
    public void Look_WhenDoneTwiceAtAMoment_RecordsNothingTheSecondTime()
    {
        var client = Client(dollars: 10_000m);
        Assert.NotEmpty(client.Look().Records);
        Assert.Empty(client.Look().Records);
    }

    private static Client Client(decimal dollars, decimal own = 0m)
    {
        var client = Tests.Client.With(Tests.Client.Deribit, Tests.Client.Okx);
        client.Apply(new PoolOpened(Basis, "carry", Tests.Client.Alice));
        client.Send(Snapshot(1, 0, Holds("USD", own), Has("BTC-PERP", 1m)));
        client.Send(Tests.Client.Okx, Snapshot(1, 0, Holds("USD", dollars)));
        client.Market = Market(client.Now);
        return client;
    }

    private AccountAnswer? Move(Client client, VenueAccountId feed) => client.Take(new CommandInput(
        new MoveVenueAccount(feed, Basis) { Account = Tests.Client.Id, Request = new RequestId($"r{_requests++}"), By = Tests.Client.Alice })).Answer;

    private AccountAnswer? Release(Client client, VenueAccountId feed) => client.Take(new CommandInput(
        new ReleaseVenueAccount(feed) { Account = Tests.Client.Id, Request = new RequestId($"r{_requests++}"), By = Tests.Client.Alice })).Answer;

    private static PricedMarket Market(DateTimeOffset now)
    {
        var perpetual = new InstrumentId("BTC-PERP");
        return new PricedMarket(
            new MarketSnapshot
            {
                Version = new MarketVersion("test"),
                AsOf = now,
                Prices = new Dictionary<Asset, AssetMark> { [new Asset("BTC")] = new() { Mark = new Price(100_000m), AsOf = now } },
                Instruments = new Dictionary<InstrumentId, Instrument>
                {
                    [perpetual] = new Perpetual(perpetual, new RiskUnit("BTC"), ContractStyle.Linear, Asset.Usd, 1m),
                },
                Marks = new Dictionary<InstrumentId, InstrumentMark> { [perpetual] = new() { Mark = new Price(100_000m), AsOf = now } },
                Units = new Dictionary<RiskUnit, UnitMarket>(),
            },
            RuleSet.Default with
            {
                Locations = new Dictionary<LocationId, LocationTerms>
                {
                    [Tests.Client.Deribit.Location] = new(),
                    [Tests.Client.Okx.Location] = new(),
                },
            });
    }
}
