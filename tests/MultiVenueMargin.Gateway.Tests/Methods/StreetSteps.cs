using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MultiVenueMargin.Files;
using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>What has to be there before a method can succeed, done through the door.</summary>
internal static class StreetSteps
{
    public static Timestamp In(this DoorStreet street, TimeSpan time) => Timestamp.FromDateTimeOffset(street.Street.Now + time);

    public static async Task CreateAsync(this DoorStreet street, string account) =>
        await street.Door.Accounts.CreateAccountAsync(new V1.CreateAccountRequest { RequestId = street.NextRequest(), Account = account });

    public static async Task OpenPoolAsync(this DoorStreet street, string pool) => await street.Door.Accounts.OpenPoolAsync(
        new V1.OpenPoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Pool = pool, Purpose = "a test" });

    /// <summary>Claims a venue account where nothing lies.</summary>
    public static async Task ClaimAsync(this DoorStreet street, string feed)
    {
        await street.Door.Accounts.ClaimVenueAccountAsync(
            new V1.ClaimVenueAccountRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = feed });
        await street.HearAsync(feed);
    }

    /// <summary>A venue account says that nothing lies there, so that nothing about the account is unknown.</summary>
    public static async Task HearAsync(this DoorStreet street, string feed)
    {
        using var connection = street.Door.Feeds.Connect();
        var snapshot = new V1.FeedFrame
        {
            Kind = V1.FrameKind.Snapshot,
            Epoch = 1,
            SaidAt = street.In(TimeSpan.Zero),
            Complete = { V1.FeedPart.Balances, V1.FeedPart.Positions, V1.FeedPart.Orders, V1.FeedPart.Statement },
        };
        await connection.RequestStream.WriteAsync(new V1.ConnectRequest { Account = DoorStreet.Main, Feed = feed, Frames = { snapshot } });
        Assert.Equal(1, (await connection.ResponseStream.NextAsync()).Epoch);
        await connection.RequestStream.CompleteAsync();
    }

    /// <summary>Something arrives that nobody had announced.</summary>
    public static async Task MoveAsync(this DoorStreet street, string reference)
    {
        using var connection = street.Door.Feeds.Connect();
        await connection.RequestStream.WriteAsync(new V1.ConnectRequest { Account = DoorStreet.Main, Feed = DoorStreet.Feed });
        var standing = await connection.ResponseStream.NextAsync();
        var movement = new V1.MovementFact { Reference = reference, Asset = "USDC", Amount = "7", Direction = V1.MovementDirection.Arrival };
        await connection.RequestStream.WriteAsync(new V1.ConnectRequest
        {
            Account = DoorStreet.Main,
            Feed = DoorStreet.Feed,
            Frames = { street.Delta(standing.Epoch, standing.Through + 1, new V1.FeedFact { Movement = movement }) },
        });
        Assert.Empty((await connection.ResponseStream.NextAsync()).Refusals);
        await connection.RequestStream.CompleteAsync();
    }

    public static V1.FeedFrame Delta(this DoorStreet street, long epoch, long sequence, params V1.FeedFact[] facts) => new()
    {
        Kind = V1.FrameKind.Delta,
        Epoch = epoch,
        Sequence = sequence,
        SaidAt = street.In(TimeSpan.Zero),
        Facts = { facts },
    };

    public static async Task<string> CorrectionAsync(this DoorStreet street) => (await street.Door.Accounts.ProposeCorrectionAsync(new V1.ProposeCorrectionRequest
    {
        RequestId = street.NextRequest(),
        Account = DoorStreet.Main,
        Feed = DoorStreet.Feed,
        Asset = "USDC",
        Amount = "1",
        Reason = "a test",
        Until = street.In(TimeSpan.FromDays(1)),
    })).Change.Created;

    public static async Task DraftAsync(this DoorStreet street, string version) => await street.Door.Rules.PutRuleSetAsync(
        new V1.PutRuleSetRequest { RequestId = street.NextRequest(), RulesJson = RulesFile.Write(Street.Rules(version)) });

    /// <summary>The first message of a stream, which is then left.</summary>
    public static async Task<T> FirstAsync<T>(this AsyncServerStreamingCall<T> call)
    {
        using (call)
        {
            return await call.ResponseStream.NextAsync();
        }
    }
}
