using MultiVenueMargin.Accounts.Books;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Tests.Books;

/// <summary>A book that is kept is the one that would be built.</summary>
public sealed class KeptBookTests
{
    [Fact]
    public void Book_WhenNothingWasHeard_IsKept()
    {
        var client = Fed();

        var book = client.Book();

        Assert.Same(book, client.Book());
        Assert.Same(book, client.Pass(seconds: 1).Book());
        GC.KeepAlive(book);
    }

    [Fact]
    public void Book_WhenSomethingWasRecordedAtTheSameMoment_IsBuiltAnew()
    {
        var client = Fed();
        var before = client.Book();

        client.Send(Frames.Delta(1, 1, Frames.Has("BTC-PERPETUAL", 2m)));

        Assert.Equal(2m, Assert.Single(client.Book().Positions).Quantity.Value);
        Assert.Equal(1m, Assert.Single(before.Positions).Quantity.Value);
    }

    [Fact]
    public void Book_WhenAFeedIsLostByTimeAlone_SaysSoAndGrowsOlder()
    {
        var client = Fed();
        var fresh = client.Book();

        var lost = client.Pass(TimeSpan.FromHours(2)).Book();
        var older = client.Pass(seconds: 1).Book();

        Assert.Empty(fresh.LostFeeds);
        Assert.Equal(Assert.Single(lost.LostFeeds).Silence + TimeSpan.FromSeconds(1), Assert.Single(older.LostFeeds).Silence);
        GC.KeepAlive(fresh);
    }

    [Fact]
    public void Book_WhenACorrectionLapsesByTimeAlone_IsWithoutIt()
    {
        var client = Fed();
        client.Apply(new CorrectionProposed(Client.Deribit, new Asset("USDC"), new Quantity(5m), "missing", client.Now.AddSeconds(10), Client.Alice));
        client.Apply(new CorrectionApproved(new DecisionId(Client.Id, client.Account.Version, 0), Client.Bob));
        var corrected = client.Book();

        var lapsed = client.Pass(seconds: 10).Book();

        Assert.Equal((2, 1), (corrected.Lines.Count, lapsed.Lines.Count));
    }

    /// <summary>Whatever comes, and whenever it is asked for, it is the bytes of one that is built for the purpose.</summary>
    [Fact]
    public void Book_UnderAnySchedule_EqualsOneThatIsBuiltAnew()
    {
        var random = new Random(5);
        var client = Client.With(Client.Deribit, Client.Okx);
        var (epochs, sequences) = (new Dictionary<VenueAccountId, long>(), new Dictionary<VenueAccountId, long>());
        var kept = 0;
        Book? last = null;
        for (var step = 0; step < 2_000; step++)
        {
            var feed = random.Next(2) == 0 ? Client.Deribit : Client.Okx;
            switch (random.Next(6))
            {
                case 0:
                    (epochs[feed], sequences[feed]) = (epochs.GetValueOrDefault(feed) + 1, 0);
                    client.Send(feed, Frames.Partial(epochs[feed], 0, (FeedParts)random.Next(16), Frames.Holds("USDC", random.Next(100)), Frames.Has("BTC-PERPETUAL", random.Next(-3, 3))));
                    break;
                case 1:
                    client.Send(feed, Frames.Delta(epochs.GetValueOrDefault(feed), sequences[feed] = sequences.GetValueOrDefault(feed) + 1, Frames.Has("ETH-PERPETUAL", random.Next(-3, 3)), Frames.States(random.Next(10), null, null)));
                    break;
                case 2:
                    client.Pass(random.Next(3) == 0 ? TimeSpan.FromMinutes(random.Next(90)) : TimeSpan.FromSeconds(random.Next(5)));
                    break;
                case 3:
                    client.Tidy();
                    break;
                default:
                    break;
            }

            var book = client.Book();
            kept += ReferenceEquals(last, book) ? 1 : 0;
            last = book;
            Assert.Equal(BytesOf(BookBuilder.Of(client.Account, client.Now)), BytesOf(book));
        }

        Assert.InRange(kept, 100, 1_900);
    }

    private static Client Fed()
    {
        var client = Client.With(Client.Deribit);
        client.Send(Frames.Snapshot(1, 0, Frames.Holds("USDC", 10m), Frames.Has("BTC-PERPETUAL", 1m)));
        return client;
    }

    private static byte[] BytesOf(Book book)
    {
        var writer = new CanonicalWriter();
        BookCodec.Write(writer, book);
        return writer.ToArray();
    }
}
