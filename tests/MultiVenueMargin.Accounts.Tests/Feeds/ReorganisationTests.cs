using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Feeds;

/// <summary>
/// Chains that take blocks back, to any depth that is not final: the account holds what the canonical chain says and nothing twice, what is
/// final and what is not are lines of their own, and the worst end counts of the latter no more than its confirmations.
/// </summary>
public sealed class ReorganisationTests
{
    private const string Hash = "0x5eed";
    private const decimal Sent = 10m;

    private static readonly int RunsPerCase = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 20 : 2;

    [Theory]
    [InlineData(Happening.Deposit)]
    [InlineData(Happening.Liquidation)]
    [InlineData(Happening.Arrival)]
    [InlineData(Happening.Departure)]
    public void Balances_WhenBlocksAreTakenBack_AreTheCanonicalChains(Happening happening)
    {
        for (var depth = 1; depth <= ChainScript.Required; depth++)
        {
            foreach (var longer in new[] { 0, 1 })
            {
                for (var run = 0; run < RunsPerCase; run++)
                {
                    Run(happening, depth, longer, new Random((((int)happening * 100) + depth) * 1_000 + (longer * 100) + run));
                }
            }
        }
    }

    /// <summary>Somebody sends a millionth of a coin: without parts all hundred would be as little final as it.</summary>
    [Fact]
    public void Dust_WhenItIsSent_TakesNothingFromWhatIsFinal()
    {
        var client = Client.With(ChainScript.Wallet);
        var chain = new ChainScript();
        client.Send(ChainScript.Wallet, chain.Snapshot());
        var before = Equity(client);
        client.Send(ChainScript.Wallet, chain.Mine(0.000_001m));

        Assert.Equal([100m, 0.000_001m], Coins(client).Select(line => line.Balance.Value));
        Assert.Equal([true, false], Coins(client).Select(line => line.Finality is null));
        Assert.Equal(before, Equity(client));
    }

    /// <summary>What leaves goes from what is final first: five of the eight that stay are worth nothing yet.</summary>
    [Fact]
    public void Transfer_FromABalanceOfTwoParts_LeavesFromWhatIsFinal()
    {
        var client = Client.With(Client.Okx, ChainScript.Wallet);
        client.Send(Client.Okx, Snapshot(1, 0));
        client.Send(ChainScript.Wallet, Snapshot(1, 0, Parts(15m, 5m)));
        Announce(client, ChainScript.Wallet, Client.Okx, 7m);
        Assert.Equal([3m, 5m], Coins(client).Select(line => line.Balance.Value));

        client.Send(ChainScript.Wallet, Delta(1, 1, Parts(12m, 5m)));
        Assert.Equal([5m], Coins(client).Select(line => line.Balance.Value));
        client.Send(ChainScript.Wallet, Delta(1, 2, Parts(9m, 5m)));
        Assert.Equal([2m], Coins(client).Select(line => line.Balance.Value));
        Assert.All(Coins(client), line => Assert.NotNull(line.Finality));
        StateBytes.AssertRemade(client);
    }

    private static void Run(Happening happening, int depth, int longer, Random random)
    {
        var client = Client.With(Client.Okx, ChainScript.Wallet);
        var chain = new ChainScript();
        client.Send(Client.Okx, Snapshot(1, 0, Holds("ETH", 50m)));
        Tell(client, chain, chain.Snapshot());
        for (var blocks = random.Next(5); blocks > 0; blocks--)
        {
            Tell(client, chain, chain.Mine(random.Next(3), random.Next(3)));
        }

        Begin(client, happening);
        var orphaned = new List<FeedFrame>();
        var place = random.Next(depth);
        for (var block = 0; block < depth; block++)
        {
            orphaned.Add(block == place ? Happen(chain, happening, 1m) : chain.Mine(random.Next(2)));
            Tell(client, chain, orphaned[^1]);
        }

        AssertEquity(client, chain);

        // Another branch of the same height or a longer one; what happened happens there again, otherwise or not at all.
        var share = happening == Happening.Liquidation ? random.Next(3) / 2m : random.Next(2);
        var again = random.Next(depth + longer);
        Tell(client, chain, chain.Reorganise(depth, () =>
        {
            for (var block = 0; block < depth + longer; block++)
            {
                _ = block == again && share > 0 ? Happen(chain, happening, share) : chain.Mine();
            }
        }));
        AssertEquity(client, chain);

        var (version, bytes) = (client.Account.Version, StateBytes.Of(client.Account));
        var late = client.Send(ChainScript.Wallet, [.. orphaned.OrderBy(_ => random.Next())]);
        Assert.Equal(orphaned.Count, late.Refusals.Count(refusal => refusal.Reason == Refusal.EpochEnded));
        Assert.Equal((version, false), (client.Account.Version, late.NeedsSnapshot));
        Assert.Equal(bytes, StateBytes.Of(client.Account));

        if (share == 0)
        {
            Tell(client, chain, Happen(chain, happening, 1m));
        }

        // At last all of it is final.
        FeedFrame[] rest = [.. Enumerable.Range(0, ChainScript.Required + 1).Select(_ => chain.Mine())];
        Tell(client, chain, rest);
        AssertEquity(client, chain);
        Assert.All(Coins(client), line => Assert.Null(line.Finality));
        AssertEnded(client, happening);
        StateBytes.AssertRemade(client);
    }

    private static void Begin(Client client, Happening happening)
    {
        if (happening == Happening.Arrival)
        {
            Announce(client, Client.Okx, ChainScript.Wallet, Sent);
            client.Send(Client.Okx, Delta(1, 1, Holds("ETH", 50m - Sent), Left(Hash, "ETH", Sent)));
        }
    }

    private static FeedFrame Happen(ChainScript chain, Happening happening, decimal share) => happening switch
    {
        Happening.Deposit => chain.Mine(30m, 0m, Came(Hash, "ETH", 30m)),
        Happening.Liquidation => chain.Mine(-20m * share, -15_000m * share),
        Happening.Arrival => chain.Mine(Sent, 0m, Came(Hash, "ETH", Sent)),
        _ => chain.Mine(-Sent, 0m, Left(Hash, "ETH", Sent)),
    };

    /// <summary>Nothing is doubled and nothing is forgotten: each movement was taken over once, whichever branches it was on.</summary>
    private static void AssertEnded(Client client, Happening happening)
    {
        if (happening == Happening.Arrival)
        {
            Assert.Single(client.Recorded<TransferCredited>());
            Assert.Empty(client.Account.Transfers.Open);
            Assert.Empty(client.Recorded<MovementUnmatched>());
        }
        else
        {
            Assert.Equal(happening == Happening.Liquidation ? 0 : 1, client.Recorded<MovementUnmatched>().Count());
        }
    }

    private static void Tell(Client client, ChainScript chain, params FeedFrame[] frames)
    {
        var answer = client.Send(ChainScript.Wallet, frames);
        Assert.Empty(answer.Refusals);
        Assert.False(answer.NeedsSnapshot);

        var (final, provisional) = Parts(client);
        Assert.Equal(chain.Head.Coins, final + provisional);
        Assert.Equal(chain.Head.Debt, Assert.Single(client.Book().Lines, line => line.IsLoan).Balance.Value);

        // However deep the next reorganisation, what is called final stays; and no less is called so than the shallowest would leave.
        var least = Enumerable.Range(0, ChainScript.Required + 1).Min(blocks => chain.Without(blocks).Coins);
        Assert.Equal(least, final);
    }

    /// <summary>
    /// By hand: at 1 000 with a haircut of 3 % (fewer than 5 000 coins), what is final whole and what is not by its confirmations, less the debt.
    /// </summary>
    private static void AssertEquity(Client client, ChainScript chain)
    {
        var (final, provisional) = Parts(client);
        var elsewhere = client.Balance("ETH", Client.Okx) ?? 0m;
        var share = Math.Min(chain.ConfirmationsOfLastDeposit(), ChainScript.Required) / (decimal)ChainScript.Required;
        var expected = ((final + elsewhere + (provisional * share)) * 970m) - chain.Head.Debt;
        Assert.InRange(Equity(client), expected - 0.000_001m, expected);
    }

    private static decimal Equity(Client client)
    {
        var market = new MarketSnapshot
        {
            Version = new MarketVersion("m"),
            AsOf = client.Now,
            Prices = new (string Asset, decimal Price)[] { ("ETH", 1_000m), ("USDC", 1m) }
                .ToDictionary(pair => new Asset(pair.Asset), pair => new AssetMark { Mark = new Price(pair.Price), AsOf = client.Now }),
            Instruments = new Dictionary<InstrumentId, Instrument>(),
            Marks = new Dictionary<InstrumentId, InstrumentMark>(),
            Units = new Dictionary<RiskUnit, UnitMarket>(),
        };
        var rules = RuleSet.Default with
        {
            Locations = new Dictionary<LocationId, LocationTerms> { [ChainScript.Wallet.Location] = new(), [Client.Okx.Location] = new() },
        };
        return HouseModel.Evaluate(client.Book(), new PricedMarket(market, rules)).Pools.Single().Equity.Adjusted.Amount;
    }

    private static List<CollateralLine> Coins(Client client) =>
        client.Book().Lines.Where(line => line.Location == ChainScript.Wallet.Location && !line.IsLoan).ToList();

    private static (decimal Final, decimal Provisional) Parts(Client client)
    {
        var lines = Coins(client);
        return (
            lines.Where(line => line.Finality is null).Sum(line => line.Balance.Value),
            lines.Where(line => line.Finality is { Share: < 1m }).Sum(line => line.Balance.Value));
    }

    private static BalanceFact Parts(decimal balance, decimal provisional) =>
        Holds("ETH", balance, new Finality(0, ChainScript.Required)) with { Provisional = new Quantity(provisional) };

    private static void Announce(Client client, VenueAccountId from, VenueAccountId to, decimal amount)
    {
        var announce = new AnnounceTransfer(Hash, new Asset("ETH"), new Quantity(amount), from, to, client.Now.AddHours(1))
        {
            Account = Client.Id,
            Request = new RequestId("announce"),
            By = Client.Alice,
        };
        Assert.IsType<CommandDone>(client.Take(new CommandInput(announce)).Answer);
    }
}
