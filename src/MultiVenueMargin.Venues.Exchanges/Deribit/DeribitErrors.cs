using System.Globalization;
using MultiVenueMargin.Venues.Exchanges.Deribit.Wire;
using MultiVenueMargin.Venues.Links;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>What Deribit's error codes mean for whoever asked. A code that is not listed is a refusal that no repetition changes.</summary>
internal static class DeribitErrors
{
    public static VenueError Read(DeribitError error)
    {
        var code = int.TryParse(error.Code.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var (kind, retry) = Meaning(code);
        return new VenueError(kind, retry, error.Code.Text, error.Message ?? "no reason given");
    }

    private static (VenueErrorKind Kind, RetryAdvice Retry) Meaning(int code) => code switch
    {
        // too_many_requests, too_many_concurrent_requests, the queue of the matching engine is full
        10028 or 10066 or 10047 => (VenueErrorKind.RateLimit, RetryAdvice.Later),

        // retry, system_maintenance, internal_server_error, temporarily_unavailable, timed_out
        10040 or 11051 or 11094 or 13028 or 13888 => (VenueErrorKind.Transport, RetryAdvice.Later),

        // settlement_in_progress
        10041 => (VenueErrorKind.Refused, RetryAdvice.Later),

        // authorization_required, unauthorized: a token ran out
        10000 or 13009 => (VenueErrorKind.Auth, RetryAdvice.AfterLogin),

        // invalid_credentials, forbidden, a security key is wanted
        13004 or 13021 or 13403 or 13668 => (VenueErrorKind.Auth, RetryAdvice.Never),

        _ => (VenueErrorKind.Refused, RetryAdvice.Never),
    };
}
