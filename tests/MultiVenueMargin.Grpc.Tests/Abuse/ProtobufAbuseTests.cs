using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;
using MultiVenueMargin.Grpc.Tests.BothEnds;

namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>Messages made to cost more than they weigh, or to be misread.</summary>
[Collection(AloneCollection.Name)]
public sealed class ProtobufAbuseTests
{
    private const long Bound = 64 * 1024 * 1024;

    public static TheoryData<string, StatusCode> Bodies => new()
    {
        { "truncated varint", StatusCode.InvalidArgument },
        { "varint without end", StatusCode.InvalidArgument },
        { "field number zero", StatusCode.InvalidArgument },
        { "group without end", StatusCode.InvalidArgument },
        { "length beyond the message", StatusCode.InvalidArgument },
        { "invalid UTF-8", StatusCode.OK }, // Protobuf for C# puts U+FFFD in its place; who reads names has to refuse that.
        { "depth 1000", StatusCode.InvalidArgument },
        { "wrong wire type", StatusCode.OK }, // An unknown field, to protobuf.
        { "200 000 unknown fields", StatusCode.OK },
        { "500 000 elements", StatusCode.OK },
        { "more than the limit", StatusCode.ResourceExhausted },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Message_WhenItIsMadeToHurt_IsAnsweredWithinBounds(string name, StatusCode expected)
    {
        // Bytes as they are, to a method that reads them as the message they pretend to be.
        var method = new Method<byte[], byte[]>(
            MethodType.DuplexStreaming, "grpc.testing.TestService", "FullDuplexCall", Marshallers.Create(bytes => bytes, bytes => bytes), Marshallers.Create(bytes => bytes, bytes => bytes));
        await using TestServer server = await TestServer.StartAsync(TestService.BindService(new Listener()));
        CallInvoker client = server.Client();
        byte[] body = Make(name);
        long before = GC.GetTotalAllocatedBytes(precise: true);

        StatusCode code = StatusCode.OK;
        using (AsyncDuplexStreamingCall<byte[], byte[]> call = client.AsyncDuplexStreamingCall(method, null, default))
        {
            try
            {
                await call.RequestStream.WriteAsync(body);
                await call.RequestStream.CompleteAsync();
                while (await call.ResponseStream.MoveNext())
                {
                }
            }
            catch (RpcException exception)
            {
                code = exception.StatusCode;
            }
        }

        Assert.Equal(expected, code);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Bound);
        Assert.Empty(server.Errors.Errors);
    }

    private static byte[] Make(string name)
    {
        switch (name)
        {
            case "truncated varint":
                return [0x08, 0x80];
            case "varint without end":
                return [0x08, .. Enumerable.Repeat((byte)0xFF, 11)];
            case "field number zero":
                return [0x00, 0x01];
            case "group without end":
                return [0x53];
            case "length beyond the message":
                return [0x12, 0x7F, 0x01];
            case "invalid UTF-8":
                // response_status { message: C3 28 }
                return [0x3A, 0x04, 0x12, 0x02, 0xC3, 0x28];
            case "depth 1000":
                return [.. Enumerable.Repeat((byte)0x53, 1000), .. Enumerable.Repeat((byte)0x54, 1000)];
            case "wrong wire type":
                return [0x10, 0x05];
            case "200 000 unknown fields":
                return [.. Enumerable.Range(0, 200_000).SelectMany(i => (byte[])[0xA0, 0x06, (byte)(i & 0x7F)])];
            case "500 000 elements":
                return [.. Enumerable.Range(0, 500_000).SelectMany(_ => (byte[])[0x12, 0x00])];
            default:
                return new byte[(1024 * 1024) + 1];
        }
    }
}
