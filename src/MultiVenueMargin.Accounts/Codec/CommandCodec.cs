using System.Security.Cryptography;
using MultiVenueMargin.Accounts.Registers;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>By what a repeated command is known from another under the same request id.</summary>
public static class CommandCodec
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>SHA-256 of the command's canonical bytes, with who sent it and under which request id.</summary>
    public static byte[] HashOf(AccountCommand command)
    {
        var writer = new CanonicalWriter(256);
        AccountCommandCodec.Write(writer, command);
        return SHA256.HashData(writer.Written);
    }

    /// <summary>As of an account's command.</summary>
    public static byte[] HashOf(RegisterCommand command)
    {
        var writer = new CanonicalWriter(256);
        RegisterCommandCodec.Write(writer, command);
        return SHA256.HashData(writer.Written);
    }
}
