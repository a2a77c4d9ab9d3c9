using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Gateway.Streams;

/// <summary>
/// Sends what the journal holds beyond a cursor, in its order and nothing left out, and goes on as it grows. It keeps nothing between two reads
/// but the cursor, which only moves on when all that was read before it is written.
/// </summary>
/// <remarks>
/// A cursor stands behind a whole page, and only the last message of a page carries one: whoever goes on from the last cursor that came may see some again,
/// each under its stream and version, and misses none. Whoever holds messages until their cursor comes sees none again.
/// </remarks>
internal sealed class JournalPump<T>(IMarginPlatform platform, Outlet<T> outlet, DoorOptions options)
    where T : class
{
    /// <summary>What a record says, message by message; nothing where it says nothing to this reader.</summary>
    public required Func<JournalItem, IEnumerable<T>> Write { get; init; }

    /// <summary>Whether the reader may see a record that says something.</summary>
    public required Func<JournalItem, ValueTask<bool>> MaySee { get; init; }

    /// <summary>Puts a cursor into a message.</summary>
    public required Action<T, string> Stamp { get; init; }

    /// <summary>A sign of life at a cursor.</summary>
    public required Func<Cursor, T> Progress { get; init; }

    /// <summary>Told when the end of the journal was reached.</summary>
    public Action AtEnd { get; init; } = static () => { };

    /// <param name="from">Where to begin.</param>
    /// <param name="scope">Which records.</param>
    /// <param name="follow">Whether to go on when the end is reached.</param>
    public async Task RunAsync(Cursor from, ReadScope scope, bool follow)
    {
        var cursor = from;
        while (true)
        {
            var page = await platform.ReadAsync(cursor, scope, options.Limits.CommitsPerRead, outlet.Ended).ConfigureAwait(false);
            await SendAsync(page).ConfigureAwait(false);
            cursor = page.Next;
            if (page.IsEnd)
            {
                AtEnd();
                if (!follow)
                {
                    await ProgressAsync(cursor).ConfigureAwait(false);
                    return;
                }

                await outlet.WaitAsync(ended => platform.WaitBeyondAsync(cursor, ended)).ConfigureAwait(false);
            }

            // A bell that rings for others, or a long stretch that says nothing to this reader, is no reason to be silent.
            if (outlet.IsQuiet)
            {
                await ProgressAsync(cursor).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(JournalPage page)
    {
        T? held = null;
        foreach (var item in page.Items)
        {
            var isSeen = false;
            foreach (var message in Write(item))
            {
                if (!isSeen && !await MaySee(item).ConfigureAwait(false))
                {
                    break;
                }

                isSeen = true;
                if (held is not null)
                {
                    await outlet.WriteAsync(held, "").ConfigureAwait(false);
                }

                held = message;
            }
        }

        if (held is not null)
        {
            await SendAsync(held, page.Next).ConfigureAwait(false);
        }
    }

    private Task SendAsync(T message, Cursor cursor)
    {
        Stamp(message, cursor.ToString());
        return outlet.WriteAsync(message, cursor.ToString());
    }

    private Task ProgressAsync(Cursor cursor) => SendAsync(Progress(cursor), cursor);
}
