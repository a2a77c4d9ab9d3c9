using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>What the platform believes an account holds, beside the figures that were made from it.</summary>
public sealed class BookTests : IAsyncLifetime
{
    private const int Many = 100_000;

    private readonly DoorStreet _street = new();

    private V1.MarginService.MarginServiceClient Margins => _street.Door.Margins;

    public Task InitializeAsync() => _street.InitializeAsync();

    public Task DisposeAsync() => _street.DisposeAsync();

    [Fact]
    public async Task Book_WhenAskedFor_IsTheOneThatTheFiguresAreOf()
    {
        await FeedAsync(1, new OrderFact("o-1", Street.BtcPerpetual, OrderSide.Ask, new Quantity(0.25m), new Price(110_000.5m)));
        await _street.PriceAsync(100_000m);
        var known = await _street.Street.MarginAsync(Street.Main);

        var margin = (await Margins.GetMarginAsync(Asked(withBook: true))).Margin;

        Assert.Equal((known.Version, known.Market.Position), (margin.Version, margin.Market.Position));
        Assert.Equal(Said.By(known.Book), Said.By(Read(margin.Book)));
        var position = Assert.Single(margin.Book.Positions);
        Assert.Equal(("cross", "DERIBIT", "BTC-USDC-PERP", "1", "100000"), (position.Pool, position.Venue, position.Instrument, position.Quantity, position.AverageEntry));
        var line = Assert.Single(margin.Book.Lines);
        Assert.Equal(("DERIBIT", "USDC", "50000", "", false), (line.Location, line.Asset, line.Balance, line.Owed, line.IsLoan));
        var order = Assert.Single(margin.Book.Orders);
        Assert.Equal((V1.OrderSide.Ask, "0.25", "110000.5"), (order.Side, order.Quantity, order.Limit));
        Assert.Empty(margin.Book.LostFeeds);
        // Another way to the same figures: whoever has the book, the market and the rules finds them again.
        var market = (await _street.Platform.MarketAsync(CancellationToken.None)).Snapshot!;
        var request = MarginWire.Write(known.Book, market, Street.Rules("house-1"));
        request.Book = margin.Book;
        Assert.Equal(margin.Report.Pools[0].Figures, (await Margins.EvaluateAsync(request)).Report.Pools[0].Figures);
    }

    [Fact]
    public async Task Book_WhenNotAskedFor_IsAbsent()
    {
        var now = await Margins.GetMarginAsync(Asked(withBook: false));
        var explained = await Margins.ExplainAsync(new V1.ExplainRequest { Account = DoorStreet.Main });
        var then = await Margins.GetMarginAsOfAsync(new V1.GetMarginAsOfRequest { Account = DoorStreet.Main, Instant = _street.In(TimeSpan.Zero) });

        Assert.All([now.Margin, explained.Margin, then.Margin], margin => Assert.Null(margin.Book));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Book_WhenAskedForWithTheExplanation_IsTheSame(bool withOutlook)
    {
        var margin = (await Margins.GetMarginAsync(Asked(withBook: true))).Margin;

        var explained = await Margins.ExplainAsync(new V1.ExplainRequest { Account = DoorStreet.Main, WithBook = true, WithOutlook = withOutlook });

        Assert.Equal((margin.Version, margin.Market, margin.Book), (explained.Margin.Version, explained.Margin.Market, explained.Margin.Book));
    }

    [Fact]
    public async Task Book_OfAMomentOfThePast_IsThatOfThen()
    {
        var before = _street.In(TimeSpan.Zero);
        var version = (await Margins.GetMarginAsync(Asked(withBook: false))).Margin.Version;
        await _street.AdvanceAsync(TimeSpan.FromSeconds(2));
        await FeedAsync(1, Street.Position(-2.5m), Street.Balance(49_000m));
        await _street.PriceAsync(100_000m);

        var then = (await Margins.GetMarginAsOfAsync(Past(before))).Margin;
        var now = (await Margins.GetMarginAsync(Asked(withBook: true))).Margin;

        Assert.Equal((version, "1", "50000"), (then.Version, then.Book.Positions[0].Quantity, then.Book.Lines[0].Balance));
        Assert.Equal(("-2.5", "49000"), (now.Book.Positions[0].Quantity, now.Book.Lines[0].Balance));
        Assert.True(now.Version > then.Version);
    }

    [Fact]
    public async Task Book_OfAFeedThatIsLost_SaysSoBesideWhatWasLastKnown()
    {
        var (account, feed) = (new AccountId(Street.Firm, "hasty"), new VenueAccountId(Street.Deribit, "acme-2"));
        var bounds = new FreshnessBounds(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40));
        await _street.Street.OpenAccountAsync(account, feed, 50_000m, -3m, new AccountPolicy { Freshness = new FreshnessPolicy { Default = bounds } });
        await _street.AdvanceAsync(TimeSpan.FromSeconds(50));
        await _street.PriceAsync(100_000m);

        var margin = (await Margins.GetMarginAsync(new V1.GetMarginRequest { Account = account.ToString(), WithBook = true })).Margin;

        var lost = Assert.Single(margin.Book.LostFeeds);
        Assert.Equal(("cross", "DERIBIT"), (lost.Pool, lost.Location));
        Assert.InRange(lost.Silence.ToTimeSpan(), TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(70));
        Assert.Equal("-3", Assert.Single(margin.Book.Positions).Quantity);
        Assert.Equal(V1.MarginState.Unknown, margin.Report.Pools[0].Figures.State);
    }

    [Fact]
    public async Task Book_OfAnAccountThatIsNotOnesOwn_IsToldAsMissing()
    {
        await Margins.GetMarginAsync(Asked(withBook: true));
        var (_, need, scope) = _street.Door.Needs.Asked.Last();
        _street.Door.Needs.RefusesAll = true;

        var own = await Refused.ByAsync(() => Margins.GetMarginAsync(Asked(withBook: true)).ResponseAsync);
        var then = await Refused.ByAsync(() => Margins.GetMarginAsOfAsync(Past(_street.In(TimeSpan.Zero))).ResponseAsync);
        var explained = await Refused.ByAsync(() => Margins.ExplainAsync(new V1.ExplainRequest { Account = DoorStreet.Main, WithBook = true }).ResponseAsync);

        Assert.Equal((Need.Look, Street.Main), (need, scope.Account));
        Assert.All([own, then, explained], refused => Assert.Equal((StatusCode.NotFound, "NO_SUCH_ACCOUNT"), (refused.Code, refused.Reason)));
    }

    [Fact]
    public async Task Book_OfAHundredThousandPositions_ComesWhole()
    {
        // Nobody lists these: an unknown instrument is held all the same, and named.
        await FeedAsync(1, [.. Enumerable.Range(1, Many).Select(at => new PositionFact(new InstrumentId($"BTC-UNLISTED-{at:D6}-C"), new Quantity(at - 0.5m), null))]);

        var response = await Margins.GetMarginAsync(Asked(withBook: true));

        var unlisted = response.Margin.Book.Positions.Where(position => position.Instrument != Street.BtcPerpetual.Code).ToList();
        Assert.Equal(Many, unlisted.Count);
        Assert.Equal(Many * (Many + 1m) / 2m - (Many * 0.5m), unlisted.Sum(position => decimal.Parse(position.Quantity, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.InRange(response.Margin.Book.CalculateSize(), 4 * 1024 * 1024, 10_000_000);
        Assert.InRange(response.CalculateSize(), 4 * 1024 * 1024, DoorLimits.MaxSendMessageBytes);
    }

    [Fact]
    public async Task Answer_WhenLongerThanMayBe_IsRefusedWithAWayOut()
    {
        var size = (await Margins.GetMarginAsync(Asked(withBook: true))).CalculateSize();
        await using var fits = await OpenDoor.OpenAsync(_street.Platform, new DoorLimits { AnswerBytes = size + 64 });
        await using var tooShort = await OpenDoor.OpenAsync(_street.Platform, new DoorLimits { AnswerBytes = size - 64 });

        Assert.NotNull((await fits.Margins.GetMarginAsync(Asked(withBook: true))).Margin.Book);
        var refused = await Refused.ByAsync(() => tooShort.Margins.GetMarginAsync(Asked(withBook: true)).ResponseAsync);
        Assert.Null((await tooShort.Margins.GetMarginAsync(Asked(withBook: false))).Margin.Book);

        Assert.Equal((StatusCode.ResourceExhausted, "LIMIT_REACHED"), (refused.Code, refused.Reason));
        Assert.Contains($"at most {size - 64}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("without the book", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Book_WhenItHasMoreThanAnAnswerMay_IsRefusedBeforeItIsWritten()
    {
        await using var door = await OpenDoor.OpenAsync(_street.Platform, new DoorLimits { BookItems = 1 });

        var refused = await Refused.ByAsync(() => door.Margins.GetMarginAsync(Asked(withBook: true)).ResponseAsync);
        var then = await Refused.ByAsync(() => door.Margins.GetMarginAsOfAsync(Past(_street.In(TimeSpan.Zero))).ResponseAsync);
        Assert.Single((await door.Margins.GetMarginAsync(Asked(withBook: false))).Margin.Report.Pools);

        Assert.All([refused, then], each => Assert.Equal((StatusCode.ResourceExhausted, "LIMIT_REACHED"), (each.Code, each.Reason)));
        Assert.Contains("The book of ACME/main has 2 lines, positions and orders, and an answer at most 1.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Ask without the book", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_WhenAnAnswerMayBeLongerThanTheHostLetsOut_AreRefused()
    {
        Assert.Empty(new DoorLimits().Check());
        Assert.Contains(nameof(DoorLimits.AnswerBytes), Assert.Single(new DoorLimits { AnswerBytes = DoorLimits.MaxSendMessageBytes + 1 }.Check()), StringComparison.Ordinal);
        Assert.Contains(nameof(DoorLimits.BookItems), Assert.Single(new DoorLimits { BookItems = 0 }.Check()), StringComparison.Ordinal);
    }

    private static V1.GetMarginRequest Asked(bool withBook) => new() { Account = DoorStreet.Main, WithBook = withBook };

    private static V1.GetMarginAsOfRequest Past(Timestamp at) => new() { Account = DoorStreet.Main, Instant = at, WithBook = true };

    private static Book Read(V1.Book wire)
    {
        var read = WireReader.Read(wire, BookWire.Read);
        Assert.True(read.IsSound, string.Join('\n', read.Problems));
        return read.Value;
    }

    private async Task FeedAsync(long sequence, params FeedFact[] facts)
    {
        var answer = await _street.Street.FeedAsync(Street.Main, Street.DeribitMain, _street.Street.Delta(1, sequence, facts));
        Assert.Equal((sequence, false), (answer.Through, answer.NeedsSnapshot));
    }
}
