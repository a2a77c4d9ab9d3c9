using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Simulation.Actors;

/// <summary>
/// Money on its way from one venue account to another: announced or not, before or after it left, told by the end first, less or
/// more than was said, taken back, or never arriving.
/// </summary>
internal sealed class Couriers(Random random, Clients clients, Sometimes sometimes)
{
    private readonly List<Parcel> _parcels = [];

    /// <summary>What happens next to some transfer; absent where nothing does.</summary>
    public CourierAct? Act(IReadOnlyList<VenueFeed> feeds, DateTimeOffset now)
    {
        var open = _parcels.Where(parcel => !parcel.HasArrived).ToList();
        if (open.Count == 0 || random.Next(4) == 0)
        {
            return Begin(feeds, now);
        }

        var parcel = open[random.Next(open.Count)];
        return random.Next(8) switch
        {
            0 => Say(new CancelTransfer(parcel.Reference) { Account = parcel.From.Venue.Account, Request = clients.NextRequest(), By = Street.Client }),
            1 => Say(new ExplainMovement((random.Next(2) == 0 ? parcel.From : parcel.To).Venue.Id, parcel.Reference, "ours")
            {
                Account = parcel.From.Venue.Account,
                Request = clients.NextRequest(),
                By = Street.Client,
            }),
            2 => Say(Announcement(parcel, now)),
            <= 4 when !parcel.HasLeft => Leave(parcel),
            _ when parcel.HasLeft || random.Next(4) == 0 => Arrive(parcel),
            _ => Leave(parcel),
        };
    }

    private CourierAct? Begin(IReadOnlyList<VenueFeed> feeds, DateTimeOffset now)
    {
        var from = feeds[random.Next(feeds.Count)];
        var others = feeds.Where(feed => feed.Venue.Account == from.Venue.Account && feed != from).ToList();
        if (others.Count == 0)
        {
            return null;
        }

        var asset = from.Venue.BalanceOf(Street.Btc) > 0 && random.Next(3) == 0 ? Street.Btc : Street.Usdc;
        var amount = asset == Street.Btc ? random.Next(1, 50) / 100m : random.Next(1, 30) * 1_000m;
        var parcel = new Parcel($"transfer-{_parcels.Count + 1}", asset, amount, from, others[random.Next(others.Count)]);
        _parcels.Add(parcel);
        return random.Next(5) == 0 ? Leave(parcel) : Say(Announcement(parcel, now));
    }

    private AnnounceTransfer Announcement(Parcel parcel, DateTimeOffset now) =>
        new(parcel.Reference, parcel.Asset, new Quantity(parcel.Amount), parcel.From.Venue.Id, parcel.To.Venue.Id, now + TimeSpan.FromSeconds(random.Next(5, 300)))
        {
            Account = parcel.From.Venue.Account,
            Request = clients.NextRequest(),
            By = Street.Client,
        };

    private CourierAct Leave(Parcel parcel)
    {
        parcel.HasLeft = true;
        // A fee on top; and now and then less leaves than was said.
        var amount = random.Next(6) switch { 0 => parcel.Amount / 2, 1 => parcel.Amount + 0.01m, _ => parcel.Amount };
        sometimes.Seen("transfer: left");
        return Move(parcel.From, parcel, -amount);
    }

    private CourierAct Arrive(Parcel parcel)
    {
        parcel.HasArrived = true;
        sometimes.Seen(parcel.HasLeft ? "transfer: arrived" : "transfer: told by its destination first");
        return Move(parcel.To, parcel, random.Next(6) == 0 ? parcel.Amount * 0.9m : parcel.Amount);
    }

    private static CourierAct Move(VenueFeed end, Parcel parcel, decimal amount)
    {
        end.Venue.Deposit(parcel.Asset, amount);
        var direction = amount > 0 ? MovementDirection.Arrival : MovementDirection.Departure;
        return new CourierAct(null, end, [end.Venue.Balance(parcel.Asset), new MovementFact(parcel.Reference, parcel.Asset, new Quantity(Math.Abs(amount)), direction)]);
    }

    private static CourierAct Say(AccountCommand command) => new(command, null, []);

    private sealed record Parcel(string Reference, Asset Asset, decimal Amount, VenueFeed From, VenueFeed To)
    {
        public bool HasLeft { get; set; }

        public bool HasArrived { get; set; }
    }
}

/// <summary>What somebody says of a transfer, or what the adapter at one of its ends tells of it.</summary>
internal sealed record CourierAct(AccountCommand? Command, VenueFeed? Teller, FeedFact[] Facts);
