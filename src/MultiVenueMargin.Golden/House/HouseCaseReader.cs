using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Golden.House;

/// <summary>
/// Maps a case of <c>house-golden/1</c> to book, market and rules. A location is split: its haircut, own token and grace
/// are terms of the rule set, the venue's own figures are its statement in the book.
/// </summary>
public static class HouseCaseReader
{
    /// <summary>The valuation time of every case; ages and expiries count from it.</summary>
    public static DateTimeOffset AsOf { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly AccountId Account = new(new InstitutionId("golden"), "case");

    public static HouseCase Read(InputValue input)
    {
        var fields = input.Fields();
        _ = fields.Find("id");
        var book = fields.Get("book").Fields();
        var locations = book.Get("locations").Fields().Entries();
        var market = fields.Get("market");
        var house = new HouseCase
        {
            Book = ReadBook(book, locations),
            Market = HouseMarketReader.Read(market, AsOf),
            Rules = HouseRuleOverrides.Apply(
                RuleSet.Default with { Locations = ReadTerms(locations) }, fields.Find("rules")),
            CallIn = fields.Find("call_in")?.Items().Select(ReadQuestion).ToList() ?? [],
            DistanceFactors = fields.Find("distance")?.Items().Select(item => item.Text()).ToList() ?? [],
            Expected = fields.Get("expected"),
            Hand = fields.Find("hand"),
        };
        fields.RequireAllRead();
        return house;
    }

    private static Book ReadBook(InputObject book, IReadOnlyList<KeyValuePair<string, InputValue>> locations)
    {
        var result = new Book
        {
            Account = Account,
            Lines = ReadEach(book.Get("lots"), ReadLine),
            Positions = ReadEach(book.Get("positions"), ReadPosition),
            Orders = ReadEach(book.Find("orders"), ReadOrder),
            Routes = ReadEach(book.Find("routes"), ReadRoute),
            VenueStatements = ReadStatements(locations),
            PriorStates = (book.Find("prior_state")?.Fields().Entries() ?? [])
                .ToDictionary(entry => new PoolId(entry.Key), entry => ReadState(entry.Value)),
            ExpiredCalls = (book.Find("expired_calls")?.Items() ?? []).Select(item => new PoolId(item.Text())).ToHashSet(),
            LostFeeds = ReadEach(book.Find("lost_feeds"), ReadLostFeed),
        };
        book.RequireAllRead();
        return result;
    }

    private static CollateralLine ReadLine(InputObject lot)
    {
        var confirmations = lot.Find("confirmations")?.Whole();
        var required = lot.Find("required")?.Whole();
        if (confirmations is null != required is null)
        {
            throw new UnmappableInputException(lot.Path, "confirmations and required come together");
        }

        return new CollateralLine
        {
            Pool = ReadPool(lot),
            Location = new LocationId(lot.Get("location").Text()),
            Asset = new Asset(lot.Get("asset").Text()),
            Balance = new Quantity(lot.Get("amount").Number()),
            UnrealisedProfit = new Quantity(lot.Find("unrealised")?.Number() ?? 0),
            Owed = new Quantity(lot.Find("owed")?.Number() ?? 0),
            IsLoan = lot.Find("loan")?.Flag() ?? false,
            Bridge = lot.Find("bridge") is { } bridge ? ReadBridge(bridge) : BridgeClass.Native,
            Finality = confirmations is { } seen ? new Finality(seen, required!.Value) : null,
            AsOf = AsOf - (lot.Find("age")?.Seconds() ?? TimeSpan.Zero),
        };
    }

    private static Position ReadPosition(InputObject position) => new()
    {
        Pool = ReadPool(position),
        Venue = new LocationId(position.Get("venue").Text()),
        Instrument = new InstrumentId(position.Get("instrument").Text()),
        Quantity = new Quantity(position.Get("qty").Number()),
        AverageEntry = position.Find("entry") is { } entry ? new Price(entry.Number()) : null,
        AsOf = AsOf - (position.Find("age")?.Seconds() ?? TimeSpan.Zero),
    };

    private static RestingOrder ReadOrder(InputObject order) => new()
    {
        Pool = ReadPool(order),
        Venue = new LocationId(order.Get("venue").Text()),
        Instrument = new InstrumentId(order.Get("instrument").Text()),
        Side = order.Get("side") is var side && side.Text() == "bid" ? OrderSide.Bid
            : side.Text() == "ask" ? OrderSide.Ask
            : throw side.Refused("bid or ask is expected"),
        Quantity = new Quantity(order.Get("qty").Number()),
        Limit = new Price(order.Get("price").Number()),
    };

    private static TransferRoute ReadRoute(InputObject route) =>
        new(new LocationId(route.Get("from").Text()), new LocationId(route.Get("to").Text()), route.Get("seconds").Seconds());

    private static LostFeed ReadLostFeed(InputObject feed) =>
        new(ReadPool(feed), new LocationId(feed.Get("location").Text()), feed.Get("seconds").Seconds());

    private static Dictionary<LocationId, LocationTerms> ReadTerms(IReadOnlyList<KeyValuePair<string, InputValue>> locations)
    {
        var terms = new Dictionary<LocationId, LocationTerms>();
        foreach (var (name, value) in locations)
        {
            var location = value.Fields();
            terms.Add(new LocationId(name), new LocationTerms
            {
                Haircut = location.Get("haircut").Number(),
                OwnToken = location.Find("own_token") is { } token ? new Asset(token.Text()) : null,
                Grace = location.Find("grace_s")?.Seconds(),
            });
            _ = location.Find("venue_equity");
            _ = location.Find("venue_mm");
            _ = location.Find("venue_im");
            location.RequireAllRead();
        }

        return terms;
    }

    // A location without any figure of its own makes no statement, which is not a statement of zeros.
    private static Dictionary<LocationId, VenueStatement> ReadStatements(
        IReadOnlyList<KeyValuePair<string, InputValue>> locations)
    {
        var statements = new Dictionary<LocationId, VenueStatement>();
        foreach (var (name, value) in locations)
        {
            var location = value.Fields();
            var statement = new VenueStatement
            {
                Equity = ReadUsd(location.Find("venue_equity")),
                MaintenanceMargin = ReadUsd(location.Find("venue_mm")),
                InitialMargin = ReadUsd(location.Find("venue_im")),
                AsOf = AsOf,
            };
            if ((statement.Equity ?? statement.MaintenanceMargin ?? statement.InitialMargin) is not null)
            {
                statements.Add(new LocationId(name), statement);
            }
        }

        return statements;
    }

    private static CallQuestion ReadQuestion(InputValue item)
    {
        var question = item.Fields();
        var result = new CallQuestion(new Asset(question.Get("asset").Text()), new LocationId(question.Get("location").Text()));
        question.RequireAllRead();
        return result;
    }

    private static BridgeClass ReadBridge(InputValue bridge)
    {
        foreach (var known in Enum.GetValues<BridgeClass>())
        {
            if (GoldenNames.Of(known) == bridge.Text())
            {
                return known;
            }
        }

        throw bridge.Refused($"no bridge class '{bridge.Text()}' is known");
    }

    private static MarginState ReadState(InputValue state)
    {
        foreach (var known in Enum.GetValues<MarginState>())
        {
            if (known.ToString() == state.Text())
            {
                return known;
            }
        }

        throw state.Refused($"no state '{state.Text()}' is known");
    }

    private static PoolId ReadPool(InputObject fields) =>
        fields.Find("pool") is { } pool ? new PoolId(pool.Text()) : PoolId.Cross;

    private static Usd? ReadUsd(InputValue? value) => value is { } amount ? new Usd(amount.Number()) : null;

    private static List<T> ReadEach<T>(InputValue? list, Func<InputObject, T> read)
    {
        var result = new List<T>();
        foreach (var item in list?.Items() ?? [])
        {
            var fields = item.Fields();
            result.Add(read(fields));
            fields.RequireAllRead();
        }

        return result;
    }
}
