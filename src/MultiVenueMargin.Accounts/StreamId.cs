using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts;

/// <summary>What kind of state machine a journal stream records.</summary>
public enum StreamKind
{
    Unspecified = 0,

    /// <summary>One client account.</summary>
    Account = 1,

    /// <summary>A register: rules, instruments, institutions, fund; and the seals over all streams.</summary>
    Register = 2,

    /// <summary>The market of one underlying, as its publisher numbered it.</summary>
    Market = 3,

    /// <summary>
    /// All streams of a partition as one state, its version the position of the last entry that is in. It has snapshots, and no entries of its own.
    /// </summary>
    Partition = 4,
}

/// <summary>
/// A state machine by the name under which its records are journaled: <c>account/INSTITUTION/NAME</c>,
/// <c>register/NAME</c> or <c>market/NAME</c>; or all markets together, <see cref="WholeMarket"/>. Ordered by ordinal code. The default value names nothing and is refused
/// wherever one is required.
/// </summary>
public readonly record struct StreamId : IComparable<StreamId>
{
    /// <summary>Accounts are spread over this many partitions by a hash of their id; never changed, for positions are kept.</summary>
    public const int AccountPartitions = 64;

    /// <summary>The partition of all registers.</summary>
    public const int RegisterPartition = AccountPartitions;

    /// <summary>The partition of all markets.</summary>
    public const int MarketPartition = AccountPartitions + 1;

    public const int Partitions = AccountPartitions + 2;

    // A fixed number of slots, the newest name of a slot replaces the one before: nothing grows, and a race costs a name that is read twice.
    private static readonly KnownAccount?[] Known = new KnownAccount?[4_096];

    private const string AccountPrefix = "account/";
    private const string RegisterPrefix = "register/";
    private const string MarketPrefix = "market/";
    private const string WholeMarketCode = "partition/market";

    private readonly string? _code;

    private StreamId(string code) => _code = code;

    /// <summary>The market of all publishers with the listings: what the market partition makes when it is read in its order.</summary>
    public static StreamId WholeMarket { get; } = new(WholeMarketCode);

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public StreamKind Kind =>
        Code.StartsWith(AccountPrefix, StringComparison.Ordinal) ? StreamKind.Account
        : Code.StartsWith(RegisterPrefix, StringComparison.Ordinal) ? StreamKind.Register
        : Code.StartsWith(MarketPrefix, StringComparison.Ordinal) ? StreamKind.Market
        : Code == WholeMarketCode ? StreamKind.Partition
        : StreamKind.Unspecified;

    /// <summary>The name without the kind: <c>INSTITUTION/NAME</c> of an account.</summary>
    public string Name => Code[(Code.IndexOf('/') + 1)..];

    /// <summary>Where its entries are read: accounts by hash, registers and markets together.</summary>
    public int Partition => Kind switch
    {
        StreamKind.Account => (int)(StableHash(Code) % AccountPartitions),
        StreamKind.Register => RegisterPartition,
        StreamKind.Market or StreamKind.Partition => MarketPartition,
        _ => throw new InvalidOperationException("A stream without a name lies in no partition."),
    };

    public static StreamId Of(AccountId account) =>
        account.IsDefault ? throw new ArgumentException("An account has a name.", nameof(account)) : new(AccountPrefix + account);

    public static StreamId Register(string name) => new(RegisterPrefix + Required(name));

    public static StreamId Market(string name) => new(MarketPrefix + Required(name));

    /// <summary>Reads the written form; false for anything else.</summary>
    public static bool TryParse(string? code, out StreamId stream)
    {
        stream = default;
        if (code is null)
        {
            return false;
        }

        if (code == WholeMarketCode)
        {
            stream = WholeMarket;
            return true;
        }

        if (code.StartsWith(AccountPrefix, StringComparison.Ordinal))
        {
            if (!AccountId.TryParse(code[AccountPrefix.Length..], out var account))
            {
                return false;
            }

            stream = Of(account);
            return true;
        }

        var isRegister = code.StartsWith(RegisterPrefix, StringComparison.Ordinal);
        if (!isRegister && !code.StartsWith(MarketPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var name = code[(code.IndexOf('/') + 1)..];
        if (!IsName(name))
        {
            return false;
        }

        stream = isRegister ? Register(name) : Market(name);
        return true;
    }

    /// <summary>The account whose stream this is; throws for any other.</summary>
    public AccountId Account
    {
        get
        {
            // Asked for with every commit of the same accounts.
            ref var slot = ref Known[unchecked((uint)Code.GetHashCode(StringComparison.Ordinal)) % (uint)Known.Length];
            if (Volatile.Read(ref slot) is { } known && known.Code == Code)
            {
                return known.Account;
            }

            var account = Kind == StreamKind.Account && AccountId.TryParse(Name, out var read)
                ? read
                : throw new InvalidOperationException($"{Code} is not the stream of an account.");
            Volatile.Write(ref slot, new KnownAccount(Code, account));
            return account;
        }
    }

    public int CompareTo(StreamId other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(StreamId left, StreamId right) => left.CompareTo(right) < 0;

    public static bool operator >(StreamId left, StreamId right) => left.CompareTo(right) > 0;

    public static bool operator <=(StreamId left, StreamId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StreamId left, StreamId right) => left.CompareTo(right) >= 0;

    private sealed record KnownAccount(string Code, AccountId Account);

    private static string Required(string name) =>
        IsName(name) ? name : throw new ArgumentException("1 to 64 visible characters without a slash name a stream.", nameof(name));

    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= 64 } && !name.Contains('/') && name.All(each => each > ' ' && !char.IsControl(each) && !char.IsWhiteSpace(each));

    // CRC32C of the UTF-8 text: the same on every machine and in every release, which string.GetHashCode is not.
    private static uint StableHash(string text)
    {
        Span<byte> bytes = stackalloc byte[512];
        var rest = bytes[..Encoding.UTF8.GetBytes(text, bytes)];
        var crc = uint.MaxValue;
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        foreach (var each in rest)
        {
            crc = BitOperations.Crc32C(crc, each);
        }

        return ~crc;
    }
}
