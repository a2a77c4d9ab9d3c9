using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Client;
using MultiVenueMargin.Domain;
using MultiVenueMargin.EndToEnd.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>One mutation of an account that nobody else touches, and how to tell from the journal what it did.</summary>
internal sealed class Mutation
{
    private readonly ServedStreet _street;
    private readonly AccountId _account;
    private readonly Func<MarginClient, Task<IMessage>> _ask;
    private readonly Func<JournalRecord, bool> _isEffect;

    private Mutation(ServedStreet street, AccountId account, Func<MarginClient, Task<IMessage>> ask, Func<JournalRecord, bool> isEffect) =>
        (_street, _account, _ask, _isEffect) = (street, account, ask, isEffect);

    /// <summary>How many kinds there are.</summary>
    public static int Kinds => 4;

    public static async Task<Mutation> OnAsync(ServedStreet street, string name, int kind)
    {
        var account = new AccountId(Street.Firm, $"m-{name}");
        var (id, text) = ($"mutation-{name}", account.ToString());
        if (kind == 0)
        {
            return new(
                street,
                account,
                async client => await client.Accounts.CreateAccountAsync(new() { RequestId = id, Account = text }),
                record => record is AccountOpened);
        }

        var (here, there) = ($"DERIBIT:m-{name}", $"BINANCE:m-{name}");
        await using var direct = street.Client();
        await direct.Accounts.CreateAccountAsync(new() { RequestId = $"{id}-open", Account = text });
        if (kind == 1)
        {
            return new(
                street,
                account,
                async client => await client.Accounts.ClaimVenueAccountAsync(new() { RequestId = id, Account = text, Feed = here }),
                record => record is Accounts.Feeds.FeedOpened);
        }

        if (kind == 2)
        {
            return new(
                street,
                account,
                async client => await client.Accounts.OpenPoolAsync(new() { RequestId = id, Account = text, Pool = "basis", Purpose = "a trade of its own" }),
                record => record is PoolOpened);
        }

        await direct.Accounts.ClaimVenueAccountAsync(new() { RequestId = $"{id}-here", Account = text, Feed = here });
        await direct.Accounts.ClaimVenueAccountAsync(new() { RequestId = $"{id}-there", Account = text, Feed = there });
        var transfer = new V1.AnnounceTransferRequest
        {
            RequestId = id,
            Account = text,
            Reference = $"0x{name}",
            Asset = "USDC",
            Amount = "1000",
            From = here,
            To = there,
            ExpectedBy = Timestamp.FromDateTimeOffset(street.Street.Now.AddHours(1)),
        };
        return new(street, account, async client => await client.Accounts.AnnounceTransferAsync(transfer), record => record is TransferAnnounced);
    }

    public Task<IMessage> AskAsync(MarginClient client) => _ask(client);

    /// <summary>Done when the platform has done it, whoever knows of it.</summary>
    public async Task IsDoneAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        while ((await EffectsAsync()).Count == 0)
        {
            await Task.Delay(5, patience.Token);
        }
    }

    /// <summary>Once and no more, and whoever asks again is answered as <paramref name="answer"/> says.</summary>
    public async Task WasDoneOnceAsync(IMessage answer)
    {
        Assert.Single(await EffectsAsync());
        await using var direct = _street.Client();
        var again = await _ask(direct);
        if (answer is V1.ClaimVenueAccountResponse claimed && again is V1.ClaimVenueAccountResponse claimedAgain)
        {
            // Two registers had a hand in it, and neither remembers the version of then (account_service.proto).
            Assert.InRange(claimedAgain.Change.Version, claimed.Change.Version, long.MaxValue);
            claimed.Change.Version = claimedAgain.Change.Version;
        }

        Assert.Equal(answer, again);
        Assert.Single(await EffectsAsync());
    }

    private async Task<List<JournalItem>> EffectsAsync() =>
        [.. (await _street.Street.JournalAsync(ReadScope.All with { Account = _account })).Where(item => _isEffect(item.Record))];
}
