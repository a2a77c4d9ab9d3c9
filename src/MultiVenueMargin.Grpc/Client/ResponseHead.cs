using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Client;

/// <summary>Reads what a response says beside its messages.</summary>
internal static class ResponseHead
{
    /// <summary>The end that the headers already tell: a call without messages, or no gRPC at all. Null where a body follows.</summary>
    public static CallOutcome? EndOf(HttpResponseMessage response)
    {
        if (response.Headers.NonValidated.Contains(WireMetadata.Status))
        {
            return OutcomeOf(response.Headers);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new CallOutcome(TransportFailure.StatusOf(response.StatusCode), []);
        }

        string? type = response.Content.Headers.ContentType?.MediaType;
        return WireMetadata.IsGrpc(type) ? null : new CallOutcome(new Status(StatusCode.Unknown, $"The server answered with content of type '{type}'."), []);
    }

    public static CallOutcome OutcomeOf(HttpResponseHeaders trailers)
    {
        if (!trailers.NonValidated.TryGetValues(WireMetadata.Status, out HeaderStringValues code)
            || !int.TryParse(code.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return new CallOutcome(new Status(StatusCode.Internal, "The response ended without a status."), []);
        }

        string message = trailers.NonValidated.TryGetValues(WireMetadata.Message, out HeaderStringValues text) ? PercentEncoding.Decode(text.ToString()) : "";
        var status = new Status(Enum.IsDefined((StatusCode)number) ? (StatusCode)number : StatusCode.Unknown, message);
        return TryReadMetadata(trailers, out Metadata metadata)
            ? new CallOutcome(status, metadata)
            : new CallOutcome(new Status(StatusCode.Internal, "The response's trailers cannot be read."), metadata);
    }

    public static bool TryReadMetadata(HttpResponseHeaders headers, out Metadata metadata)
    {
        metadata = [];
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            string key = name.ToLowerInvariant();
            if (WireMetadata.IsTransport(key) || key == WireMetadata.Encoding)
            {
                continue;
            }

            foreach (string value in values)
            {
                if (!WireMetadata.TryAdd(metadata, key, value))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
