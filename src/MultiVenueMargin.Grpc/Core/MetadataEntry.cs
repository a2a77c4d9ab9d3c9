using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>A name and its value. The name is lower case; the value is text or bytes, which the name's end tells.</summary>
    public sealed class Entry
    {
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

        private readonly string? _value;
        private readonly byte[]? _bytes;

        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = Checked(key);
            if (IsBinary)
            {
                throw new ArgumentException($"The value under {Key} is bytes, for the name ends in {BinaryHeaderSuffix}.", nameof(value));
            }

            if (!IsPrintableAscii(value))
            {
                // Anything else would end the header early on the wire, or be refused there.
                throw new ArgumentException($"The value under {Key} is not printable ASCII; bytes go under a name that ends in {BinaryHeaderSuffix}.", nameof(value));
            }

            _value = value;
        }

        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = Checked(key);
            if (!IsBinary)
            {
                throw new ArgumentException($"The name {Key} holds text; for bytes it ends in {BinaryHeaderSuffix}.", nameof(key));
            }

            _bytes = (byte[])valueBytes.Clone();
        }

        // From the wire, where the name was checked already and nobody else holds the bytes.
        private Entry(string key, byte[] valueBytes, bool _)
        {
            Key = key;
            _bytes = valueBytes;
        }

        public string Key { get; }

        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The text. Throws for a binary entry.</summary>
        public string Value => _value ?? throw new InvalidOperationException($"The value under {Key} is bytes.");

        /// <summary>The bytes, or those of the text.</summary>
        public byte[] ValueBytes => _bytes is not null ? (byte[])_bytes.Clone() : Encoding.ASCII.GetBytes(_value!);

        public override string ToString() =>
            IsBinary ? $"[Entry: key={Key}, valueBytes={Convert.ToHexString(_bytes!)}]" : $"[Entry: key={Key}, value={_value}]";

        internal ReadOnlySpan<byte> Bytes => _bytes;

        internal static bool IsKey(string key) => key.Length > 0 && !key.AsSpan().ContainsAnyExcept(KeyCharacters);

        internal static bool IsPrintableAscii(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

        internal static Entry FromWire(string key, byte[] valueBytes) => new(key, valueBytes, true);

        private static string Checked(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            string lower = key.ToLowerInvariant();
            return IsKey(lower)
                ? lower
                : throw new ArgumentException($"'{key}' is no name of metadata: letters, digits, '_', '-' and '.' only.", nameof(key));
        }
    }
}
