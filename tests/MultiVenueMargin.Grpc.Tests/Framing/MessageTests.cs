using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Grpc.Core;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Tests.Framing;

public sealed class MessageTests
{
    private const int Limit = 1000;

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(message => message, bytes => bytes);

    [Fact]
    public async Task Messages_WhenCutAnywhere_AreReadAsTheyWereWritten()
    {
        byte[] body = [.. Framed([1, 2, 3]), .. Framed([]), .. Framed(new byte[Limit])];
        for (int cut = 0; cut <= body.Length; cut++)
        {
            var pipe = new Pipe();
            await pipe.Writer.WriteAsync(body.AsMemory(0, cut));
            var reader = new MessageReader(pipe.Reader, Limit, gzip: false, StatusCode.InvalidArgument);
            Task<List<int>> read = ReadAll(reader);
            await pipe.Writer.WriteAsync(body.AsMemory(cut));
            await pipe.Writer.CompleteAsync();

            Assert.Equal([3, 0, Limit], await read);
        }
    }

    [Fact]
    public async Task Body_WhenItEndsWithinAMessage_IsMalformed()
    {
        byte[] body = Framed([1, 2, 3]);
        for (int length = 1; length < body.Length; length++)
        {
            await Refused(body[..length], StatusCode.InvalidArgument);
        }
    }

    [Theory]
    [InlineData("0200000000", StatusCode.InvalidArgument)]
    [InlineData("FF00000000", StatusCode.InvalidArgument)]
    [InlineData("0100000000", StatusCode.InvalidArgument)]
    [InlineData("00000003E9", StatusCode.ResourceExhausted)]
    [InlineData("007FFFFFFF", StatusCode.ResourceExhausted)]
    [InlineData("00FFFFFFFF", StatusCode.ResourceExhausted)]
    public Task Header_WhenItCannotBeMeant_IsRefusedBeforeTheMessageComes(string header, StatusCode code) => Refused(Convert.FromHexString(header), code);

    [Fact]
    public async Task Reader_WhenABodyWasMalformed_GoesOnSayingSo()
    {
        MessageReader reader = ReaderOf([.. Framed([1]), 7, .. Framed([2])], gzip: false);
        Assert.Equal([1], await reader.ReadAsync(Bytes, default));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await reader.ReadAsync(Bytes, default))).StatusCode);
        }
    }

    [Fact]
    public async Task Message_WhenItsReaderThrows_IsMalformedAndSaysWhy()
    {
        Marshaller<byte[]> failing = Marshallers.Create<byte[]>(message => message, _ => throw new FormatException("no such tag"));
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(async () => await ReaderOf(Framed([1]), gzip: false).ReadAsync(failing, default));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Contains("no such tag", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompressedMessage_WhenGzipWasNamed_IsOpened()
    {
        byte[] message = [.. Enumerable.Range(0, Limit).Select(i => (byte)(i % 7))];
        byte[] framed = Framed(message, compress: true);

        Assert.Equal(1, framed[0]);
        Assert.True(framed.Length < message.Length);
        Assert.Equal(message, await ReaderOf(framed, gzip: true).ReadAsync(Bytes, default));
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(50_000_000)]
    public void CompressedMessage_WhenItOpensBeyondTheLimit_IsRefusedWithoutBeingOpenedWhole(int size)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new byte[size]);
        }

        byte[] body = Framed(compressed.ToArray(), flag: 1);
        int limit = Math.Max(Limit, body.Length);
        var reader = new MessageReader(PipeReader.Create(new ReadOnlySequence<byte>(body)), limit, gzip: true, StatusCode.InvalidArgument);
        long before = GC.GetAllocatedBytesForCurrentThread();

        RpcException refusal = Assert.Throws<RpcException>(() => reader.ReadAsync(Bytes, default).AsTask().GetAwaiter().GetResult());

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public async Task CompressedMessage_WhenItIsNoGzipOrCutOff_IsMalformed()
    {
        await Refused(Framed([], flag: 1), StatusCode.InvalidArgument, gzip: true);
        await Refused(Framed([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18], flag: 1), StatusCode.InvalidArgument, gzip: true);
        byte[] sound = Framed([.. Enumerable.Range(0, 900).Select(i => (byte)(i * i / 13 % 251))], compress: true);
        await Refused(Framed(sound[5..^300], flag: 1), StatusCode.InvalidArgument, gzip: true);
    }

    [Fact]
    public void Message_WhenLongerThanMayBeSent_LeavesNothingBehind()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new MessageWriter(output, Limit, CompressionLevel.Fastest);

        Assert.Equal(StatusCode.ResourceExhausted, Assert.Throws<RpcException>(() => writer.Write(Bytes, new byte[Limit + 1], compress: false)).StatusCode);
        Assert.Equal(0, output.WrittenCount);
        Assert.False(writer.IsBroken);
        writer.Write(Bytes, new byte[Limit], compress: false);
        Assert.Equal(Limit + 5, output.WrittenCount);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Message_WhenItHasAnotherLengthThanItSaid_BreaksTheBodyOff(int written)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new MessageWriter(output, Limit, CompressionLevel.Fastest);
        Marshaller<byte[]> changing = Marshallers.Create<byte[]>(
            (_, context) =>
            {
                context.SetPayloadLength(3);
                context.GetBufferWriter().Write(new byte[written]);
                context.Complete();
            },
            context => context.PayloadAsNewBuffer());

        Assert.Throws<InvalidOperationException>(() => writer.Write(changing, [], compress: false));
        Assert.True(writer.IsBroken);
        Assert.Throws<ObjectDisposedException>(() => writer.Write(Bytes, [], compress: false));
    }

    private static byte[] Framed(byte[] message, bool compress = false)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new MessageWriter(output, int.MaxValue, CompressionLevel.Fastest);
        Assert.Equal(writer.Write(Bytes, message, compress), output.WrittenCount);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Framed(byte[] payload, byte flag)
    {
        byte[] framed = Framed(payload);
        framed[0] = flag;
        return framed;
    }

    private static MessageReader ReaderOf(byte[] body, bool gzip) =>
        new(PipeReader.Create(new ReadOnlySequence<byte>(body)), Limit, gzip, StatusCode.InvalidArgument);

    private static async Task Refused(byte[] body, StatusCode code, bool gzip = false)
    {
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(async () => await ReaderOf(body, gzip).ReadAsync(Bytes, default));
        Assert.Equal(code, refusal.StatusCode);
    }

    private static async Task<List<int>> ReadAll(MessageReader reader)
    {
        var lengths = new List<int>();
        while (await reader.ReadAsync(Bytes, default) is { } message)
        {
            lengths.Add(message.Length);
        }

        return lengths;
    }
}
