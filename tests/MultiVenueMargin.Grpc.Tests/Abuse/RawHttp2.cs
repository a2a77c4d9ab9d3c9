using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>A connection on which HTTP/2 can be spoken as badly as wanted: bytes and frames go out as they are said.</summary>
internal sealed class RawHttp2 : IAsyncDisposable
{
    public const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, WindowUpdate = 8, Continuation = 9;
    public const byte EndStream = 1, Ack = 1, EndHeaders = 4;

    public static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;
    private readonly CancellationTokenSource _patience = new(Patience);

    private RawHttp2(TcpClient tcp)
    {
        _tcp = tcp;
        _stream = tcp.GetStream();
    }

    public static async Task<RawHttp2> ConnectAsync(Uri address)
    {
        // Closed by reset, so that thousands of connections leave nothing waiting.
        var tcp = new TcpClient { LingerState = new LingerOption(true, 0), NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, address.Port);
        return new RawHttp2(tcp);
    }

    /// <summary>A connection as it should begin. The server is asked for no dynamic table, so that its headers can be read without one.</summary>
    public static async Task<RawHttp2> OpenAsync(Uri address, params (ushort Id, uint Value)[] settings)
    {
        RawHttp2 connection = await ConnectAsync(address);
        await connection.SendAsync((byte[])[.. Preface, .. SettingsFrame([(1, 0), .. settings])]);
        return connection;
    }

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)(payload.Length & 0xFFFF));
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    public static byte[] SettingsFrame(params (ushort Id, uint Value)[] settings)
    {
        byte[] payload = new byte[settings.Length * 6];
        for (int i = 0; i < settings.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(i * 6), settings[i].Id);
            BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan((i * 6) + 2), settings[i].Value);
        }

        return Frame(Settings, 0, 0, payload);
    }

    /// <summary>The headers of a call, without compression.</summary>
    public static byte[] Block(string path, params (string Name, string Value)[] more)
    {
        using var block = new MemoryStream();
        foreach ((string name, string value) in ((string, string)[])
            [(":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"), ("te", "trailers"), ("content-type", "application/grpc"), .. more])
        {
            block.WriteByte(0);
            WriteText(block, name);
            WriteText(block, value);
        }

        return block.ToArray();
    }

    public static byte[] Message(ReadOnlySpan<byte> payload, byte flag = 0)
    {
        byte[] message = new byte[5 + payload.Length];
        message[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), payload.Length);
        payload.CopyTo(message.AsSpan(5));
        return message;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, _patience.Token);

    public Task SendAsync(byte type, byte flags, int stream, ReadOnlySpan<byte> payload) => SendAsync(Frame(type, flags, stream, payload));

    public Task CallAsync(int stream, string path, byte flags = EndHeaders) => SendAsync(Headers, flags, stream, Block(path));

    /// <summary>Says that nothing more is sent.</summary>
    public void Finish() => _tcp.Client.Shutdown(SocketShutdown.Send);

    /// <summary>The next frame, or null when the server closed the connection.</summary>
    public async Task<(byte Type, byte Flags, int Stream, byte[] Payload)?> ReadFrameAsync()
    {
        byte[] head = new byte[9];
        if (!await ReadAsync(head))
        {
            return null;
        }

        byte[] payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        return await ReadAsync(payload) ? (head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload) : null;
    }

    /// <summary>Reads until the server closes the connection; what error it named, if any.</summary>
    public async Task<int?> ReadToEndAsync()
    {
        int? error = null;
        while (await ReadFrameAsync() is { } frame)
        {
            if (frame.Type == GoAway)
            {
                error = BinaryPrimitives.ReadInt32BigEndian(frame.Payload.AsSpan(4));
            }
        }

        return error;
    }

    /// <summary>The grpc-status that ends <paramref name="stream"/>; null when the stream was reset or the connection closed.</summary>
    public async Task<string?> ReadStatusAsync(int stream)
    {
        while (await ReadFrameAsync() is { } frame)
        {
            if (frame.Stream == stream && (frame.Type == Reset || (frame.Flags & EndStream) != 0))
            {
                return frame.Type == Headers ? StatusIn(frame.Payload) : null;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }

    // Kestrel writes names that are in no table as they are: a length, the name, a length, the value.
    private static string? StatusIn(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> name = "\x0bgrpc-status"u8;
        int at = block.IndexOf(name);
        return at < 0 ? null : Encoding.ASCII.GetString(block.Slice(at + name.Length + 1, block[at + name.Length]));
    }

    private static void WriteText(MemoryStream block, string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        int rest = bytes.Length;
        if (rest < 127)
        {
            block.WriteByte((byte)rest);
        }
        else
        {
            block.WriteByte(127);
            for (rest -= 127; rest >= 128; rest /= 128)
            {
                block.WriteByte((byte)((rest % 128) + 128));
            }

            block.WriteByte((byte)rest);
        }

        block.Write(bytes);
    }

    private async Task<bool> ReadAsync(byte[] buffer)
    {
        try
        {
            return await _stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, _patience.Token) == buffer.Length;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
