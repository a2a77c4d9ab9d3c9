using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;
using MultiVenueMargin.Grpc.Tests.BothEnds;

namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>Frames that were sound before a seed changed them. The number of an iteration is its seed: one that failed can be run again alone.</summary>
[Collection(AloneCollection.Name)]
public sealed class FrameFuzzTests
{
    private const string Unary = "/grpc.testing.TestService/UnaryCall";
    private const long EnhanceYourCalm = 0xB;
    private const string Upload = "/grpc.testing.TestService/StreamingInputCall";

    private static readonly byte[][] Seeds = MakeSeeds();
    private static readonly byte[] TooLong = RawHttp2.Message(new byte[70_000]);

    private readonly CountingService _service = new();

    [Fact]
    public async Task Frames_HoweverMutated_AreAnsweredAndNeverBlameTheServer()
    {
        int count = FullRun.Or(50_000, 3_000);
        var statuses = new ConcurrentDictionary<StatusCode, int>();
        await using TestServer server = await TestServer.StartAsync(TestService.BindService(_service), options => options with { CompressResponses = true, MaxReceiveMessageBytes = 64 * 1024 });
        using var handler = new SocketsHttpHandler();
        using var http = new HttpMessageInvoker(handler);
        await using var bystander = new Bystander(server.Client());
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (seed, _) =>
        {
            (StatusCode code, string what) = await SendPatientlyAsync(http, server.Address, seed);
            statuses.AddOrUpdate(code, 1, (_, n) => n + 1);
            Assert.False(code is StatusCode.Unknown or StatusCode.Internal, $"Seed {seed}: {what}");
        });

        Assert.InRange(await bystander.EndAsync(), 1, int.MaxValue);
        Assert.Empty(server.Errors.Errors);
        // A fuzzer whose frames are all refused at the first byte, or none of them, tries nothing.
        foreach (StatusCode reached in (StatusCode[])[StatusCode.OK, StatusCode.InvalidArgument, StatusCode.ResourceExhausted, StatusCode.Unimplemented, StatusCode.DeadlineExceeded])
        {
            Assert.InRange(statuses.GetValueOrDefault(reached), count / 1000, count);
        }
    }

    [Fact]
    public async Task Connections_HoweverMutated_LeaveTheServerAlive()
    {
        int count = FullRun.Or(10_000, 500);
        await using TestServer server = await TestServer.StartAsync(TestService.BindService(_service));
        await using var bystander = new Bystander(server.Client());
        byte[] sound =
        [
            .. RawHttp2.Preface,
            .. RawHttp2.SettingsFrame((1, 0), (4, 65_535)),
            .. RawHttp2.Frame(RawHttp2.Headers, RawHttp2.EndHeaders, 1, RawHttp2.Block(Unary, ("grpc-timeout", "5S"), ("x-data-bin", "AQID"))),
            .. RawHttp2.Frame(RawHttp2.Data, RawHttp2.EndStream, 1, Seeds[0]),
            .. RawHttp2.Frame(RawHttp2.WindowUpdate, 0, 0, [0, 1, 0, 0]),
            .. RawHttp2.Frame(RawHttp2.Ping, 0, 0, new byte[8]),
            .. RawHttp2.Frame(RawHttp2.Headers, 0, 3, RawHttp2.Block(Upload)),
            .. RawHttp2.Frame(RawHttp2.Continuation, RawHttp2.EndHeaders, 3, [0, 1, (byte)'x', 1, (byte)'y']),
            .. RawHttp2.Frame(RawHttp2.Data, 0, 3, Seeds[0]),
            .. RawHttp2.Frame(RawHttp2.Reset, 0, 3, [0, 0, 0, 8]),
        ];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seed, _) =>
        {
            await using RawHttp2 raw = await RawHttp2.ConnectAsync(server.Address);
            try
            {
                await raw.SendAsync(Mutation.Of(sound, new Random(seed), RawHttp2.Preface.Length));
                raw.Finish();
            }
            catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
            {
                // It was refused before it was all sent.
            }

            await raw.ReadToEndAsync();
        });

        Assert.InRange(await bystander.EndAsync(), 1, int.MaxValue);
        Assert.InRange(_service.Served, count / 100, int.MaxValue);
        Assert.DoesNotContain(server.Errors.Errors, line => line.StartsWith("MultiVenueMargin", StringComparison.Ordinal));
    }

    // Who has many calls refused before they were sent whole is told by Kestrel to be calm (CVE-2023-44487), and soon served again.
    private static async Task<(StatusCode Code, string What)> SendPatientlyAsync(HttpMessageInvoker http, Uri server, int seed)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await SendAsync(http, server, seed);
            }
            catch (HttpRequestException exception) when (tries < 200 && exception.InnerException is HttpProtocolException { ErrorCode: EnhanceYourCalm })
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<(StatusCode Code, string What)> SendAsync(HttpMessageInvoker http, Uri server, int seed)
    {
        var random = new Random(seed);
        // Rarely the long one: it is refused before it has been sent whole, and of such calls Kestrel bears 200 in five seconds.
        byte[] body = Mutation.Of(random.Next(200) == 0 ? TooLong : Seeds[random.Next(Seeds.Length)], random);
        string path = random.Next(50) == 0 ? "/grpc.testing.TestService/Unheard" : random.Next(2) == 0 ? Unary : Upload;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("content-type", Pick(random, "application/grpc", "application/grpc+proto", "application/json", ""));
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("grpc-encoding", Pick(random, "gzip", "identity", "br", "gzip, br"));
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", Pick(random, "gzip", "identity,gzip", ",,;", "q=1"));
        if (random.Next(10) == 0)
        {
            request.Headers.TryAddWithoutValidation("grpc-timeout", Pick(random, "20S", "0n", "1n", "99999999H", "-1S", "1x", "999999999S"));
        }

        if (random.Next(10) == 0)
        {
            request.Headers.TryAddWithoutValidation("x-data-bin", Pick(random, "AQID", "AQ,Ag", "?", "=", "AAAAA", ""));
        }

        using HttpResponseMessage response = await http.SendAsync(request, CancellationToken.None);
        await response.Content.ReadAsByteArrayAsync();
        string what = $"{path} {Convert.ToHexString(body)} was answered with HTTP {(int)response.StatusCode} {response.Headers} {response.TrailingHeaders}";
        string? status = (response.Headers.TryGetValues("grpc-status", out var head) ? head : response.TrailingHeaders.TryGetValues("grpc-status", out var tail) ? tail : []).SingleOrDefault();
        return status is null ? (StatusCode.Unknown, "no status: " + what) : ((StatusCode)int.Parse(status), what);
    }

    // The first is drawn half the time.
    private static string Pick(Random random, params string[] of) => random.Next(2) == 0 ? of[0] : of[random.Next(of.Length)];

    private static byte[][] MakeSeeds()
    {
        var simple = new SimpleRequest { ResponseSize = 100, Payload = new Payload { Body = ByteString.CopyFromUtf8("some bytes of a payload") }, ExpectCompressed = new BoolValue() };
        var input = new StreamingInputCallRequest { Payload = new Payload { Body = ByteString.CopyFromUtf8("more") } };
        byte[] zeros = new byte[1_000_000];
        return
        [
            RawHttp2.Message(simple.ToByteArray()),
            RawHttp2.Message(Zip(simple.ToByteArray()), flag: 1),
            [.. RawHttp2.Message(input.ToByteArray()), .. RawHttp2.Message([]), .. RawHttp2.Message(input.ToByteArray())],
            RawHttp2.Message(Zip(zeros), flag: 1),
            RawHttp2.Message([]),
            [],
        ];
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
