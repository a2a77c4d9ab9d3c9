using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Pools;
using MultiVenueMargin.Accounts.Requests;
using MultiVenueMargin.Accounts.Transfers;

namespace MultiVenueMargin.Accounts.Tests;

/// <summary>The state of an account in bytes: what two accounts are compared by.</summary>
internal static class StateBytes
{
    public static byte[] Of(Account account)
    {
        var writer = new CanonicalWriter();
        writer.Int64(account.Version);
        account.Feeds.WriteTo(writer);
        account.Pools.WriteTo(writer);
        account.Transfers.WriteTo(writer);
        account.Corrections.WriteTo(writer);
        account.Requests.WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>The account made again from its records, and the one read from its own bytes, are the live one, byte for byte.</summary>
    public static void AssertRemade(Client client)
    {
        var live = Of(client.Account);
        var again = new Account(client.Account.Id);
        foreach (var (record, at) in client.Journal)
        {
            again.Apply(record, at);
        }

        Assert.Equal(live, Of(again));
        Assert.Equal(live, ReadAndWritten(live));
        Assert.Equal(client.Account.BookAt(client.Now).Lines, again.BookAt(client.Now).Lines);
        Assert.Equal(client.Account.BookAt(client.Now).Positions, again.BookAt(client.Now).Positions);
    }

    private static byte[] ReadAndWritten(byte[] bytes)
    {
        var at = 0;
        var reader = new CanonicalReader(bytes, ref at);
        var writer = new CanonicalWriter();
        writer.Int64(reader.Int64());
        FeedBook.ReadFrom(reader).WriteTo(writer);
        PoolBook.ReadFrom(reader).WriteTo(writer);
        TransferLedger.ReadFrom(reader).WriteTo(writer);
        CorrectionBook.ReadFrom(reader).WriteTo(writer);
        RequestMemory.ReadFrom(reader).WriteTo(writer);
        reader.End();
        return writer.ToArray();
    }
}
