using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Tests;

/// <summary>The state of an account in bytes: what two accounts are compared by.</summary>
internal static class StateBytes
{
    public static byte[] Of(Account account)
    {
        var writer = new CanonicalWriter();
        account.WriteTo(writer);
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
        var account = Account.ReadFrom(reader);
        reader.End();
        return Of(account);
    }
}
