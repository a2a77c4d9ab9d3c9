using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Client.Feeds;

/// <summary>
/// What one feed has told, how far the server has it, and what to send next. Knows no connection, no clock and no thread: whoever holds it takes care that
/// one at a time asks it.
/// <para>
/// Sequences go on over epochs, so that one number names a frame for as long as the session lives, and "through n" says of everything up to n that it is durable
/// or was overtaken by a snapshot that is. One message is under way at a time: what a refused one had is then sent again without a hole behind it, and
/// the slower the server answers, the more frames the next one carries. Any answer counts as the one that is waited for: if one came twice the next message
/// goes early, and at the worst the server misses one that it refused and asks for a snapshot. Waiting for the very answer could wait for ever. Where all is sent
/// and an answer does not cover it, the server is asked how far it is: nothing else would bring another answer.
/// </para>
/// </summary>
internal sealed class FeedOutbox(AccountId account, VenueAccountId feed, FeedOptions options)
{
    private readonly string _account = account.ToString();
    private readonly string _feed = feed.ToString();
    private readonly Queue<KeptFrame> _frames = new();
    private readonly FeedSign _sign = new();
    private readonly CarriedMovements _carried = new();
    private readonly RefusedFrames _refused = new();

    private long _bytes;
    private int _sent;
    private long _highestSent = -1;
    private long _snapshotSequence = -1;
    private long _serverEpoch;
    private bool _isConnected;
    private bool _isUnderWay;
    private bool _isPaused;
    private Standing _standing;

    private enum Standing
    {
        Unasked,
        Asked,
        Told,
    }

    /// <summary>0 before the first snapshot.</summary>
    public long Epoch { get; private set; }

    public long LastSequence { get; private set; } = -1;

    public long SnapshotSequence => _snapshotSequence;

    public long AcknowledgedThrough { get; private set; } = -1;

    /// <summary>Present while nothing but a snapshot helps.</summary>
    public SnapshotWanted? Wanted { get; private set; } = new(SnapshotCause.Opening, "The session begins.", null);

    /// <summary>Whether the server takes what the newest snapshot opened: the one that is wanted next is not wanted because that one was bad.</summary>
    public bool WasSnapshotTaken => Epoch > 0 && AcknowledgedThrough >= _snapshotSequence;

    /// <summary>Whether the server has ever said which epoch is the last; before that none can be opened.</summary>
    public bool KnowsEpochs { get; private set; }

    /// <summary>Whether a snapshot would be sent now.</summary>
    public bool CanSend => _isConnected && _standing == Standing.Told;

    public int Unacknowledged => _frames.Count;

    public long UnacknowledgedBytes => _bytes;

    public bool HasRoomFor(int bytes) => _frames.Count < options.Frames && (_frames.Count == 0 || _bytes + bytes <= options.Bytes);

    public bool HasRoomToCarry => _carried.Count < options.Frames;

    public FrameRefusedException? RefusalOf(long sequence) => _refused.Find(sequence);

    /// <summary>Appends what is different since the frame before it.</summary>
    public long Add(V1.FeedFrame delta)
    {
        _sign.Clear();
        return Keep(delta);
    }

    /// <summary>Facts that a snapshot still to come overtakes: only their movements are kept for it.</summary>
    public long Overtake(V1.FeedFrame delta)
    {
        _carried.Take(delta);
        return ++LastSequence;
    }

    /// <summary>Opens an epoch. What was not acknowledged before is overtaken.</summary>
    public long Open(V1.FeedFrame snapshot)
    {
        Overtake();
        Wanted = null;
        Epoch = Math.Max(Epoch, _serverEpoch) + 1;
        _highestSent = -1;
        _sign.Clear();
        var rest = _carried.MoveInto(snapshot);
        _snapshotSequence = Keep(snapshot);
        foreach (var delta in rest)
        {
            Keep(delta);
        }

        return _snapshotSequence;
    }

    /// <summary>Says last of all that the connection to the venue is sound, or that it is not; the newest word replaces the one before.</summary>
    public long Sign(V1.FeedFrame frame) => _sign.Set(frame);

    public bool IsSignSettled(long sign) => _sign.IsSettled(sign);

    /// <summary>A new connection: whatever is not acknowledged counts as not sent, and the server is asked first how far it is.</summary>
    public void Connect()
    {
        (_isConnected, _isPaused, _isUnderWay, _standing) = (true, false, false, Standing.Unasked);
        Rewind();
    }

    public void Disconnect() => _isConnected = false;

    /// <summary>After a pause that the server asked for.</summary>
    public void Resume() => _isPaused = false;

    /// <summary>The next message; null when there is nothing to say, or not now.</summary>
    public V1.ConnectRequest? Next()
    {
        if (!_isConnected || _isUnderWay || _isPaused)
        {
            return null;
        }

        var request = new V1.ConnectRequest { Account = _account, Feed = _feed };
        if (_standing == Standing.Unasked)
        {
            (_standing, _isUnderWay) = (Standing.Asked, true);
            return request;
        }

        long bytes = 0;
        foreach (var kept in _frames.Skip(_sent))
        {
            bytes += kept.Bytes;
            if (request.Frames.Count == options.BatchFrames || (request.Frames.Count > 0 && bytes > options.BatchBytes))
            {
                break;
            }

            request.Frames.Add(kept.Frame);
            _highestSent = Math.Max(_highestSent, kept.Frame.Sequence);
        }

        _sent += request.Frames.Count;
        if (_sent == _frames.Count && request.Frames.Count < options.BatchFrames
            && _sign.Next(Math.Max(Epoch, _serverEpoch), LastSequence, isInStep: Wanted is null) is { } sign)
        {
            request.Frames.Add(sign);
        }

        _isUnderWay = request.Frames.Count > 0;
        return _isUnderWay ? request : null;
    }

    /// <summary>Takes an answer over. Returns why nothing of the message was looked at, where it was not.</summary>
    public DoorStatus? Take(V1.ConnectResponse answer)
    {
        var isStanding = _standing == Standing.Asked;
        _isUnderWay = false;
        if (answer.BatchRefusal.Length > 0)
        {
            _standing = isStanding ? Standing.Unasked : _standing;
            _isPaused = true;
            Rewind();
            return DoorStatus.Of(answer.BatchRefusal, answer.Message);
        }

        _standing = Standing.Told;
        KnowsEpochs = true;
        _serverEpoch = Math.Max(_serverEpoch, answer.Epoch);
        _sign.Settle();
        if (Wanted is not null)
        {
            return null;
        }

        if (answer.Epoch > Epoch || (answer.Epoch == Epoch && answer.Through > _highestSent && answer.Through > AcknowledgedThrough))
        {
            Want(SnapshotCause.EpochTaken, $"Epoch {answer.Epoch} is open through {answer.Through}, which this session did not send.");
        }
        else if (isStanding && WasSnapshotTaken && (answer.Epoch < Epoch || answer.Through < AcknowledgedThrough))
        {
            Want(SnapshotCause.ServerBehind, $"Frame {AcknowledgedThrough} of epoch {Epoch} was acknowledged; the server is at {answer.Through} of {answer.Epoch}.");
        }
        else
        {
            TakeCurrent(answer);
        }

        return null;
    }

    private void TakeCurrent(V1.ConnectResponse answer)
    {
        if (answer.Epoch == Epoch)
        {
            Acknowledge(answer.Through);
        }

        // An answer of an epoch that has ended says nothing; one that refuses the snapshot of this one is of the epoch before.
        foreach (var refusal in answer.Refusals)
        {
            if (refusal.Epoch == Epoch && refusal.Sequence > AcknowledgedThrough && refusal.Sequence <= LastSequence)
            {
                TakeRefusal(refusal);
                return;
            }
        }

        if (answer.Epoch == Epoch && answer.NeedsSnapshot)
        {
            Want(SnapshotCause.ServerAsked, "The server asked for a snapshot.");
        }
        else if (_frames.Count > 0 && _sent == _frames.Count)
        {
            _standing = Standing.Unasked;
        }
    }

    private void TakeRefusal(V1.FrameRefusal refusal)
    {
        var status = DoorStatus.Of(refusal.Reason, refusal.Message);
        if (status.Reason is V1.ErrorReason.SequenceGap or V1.ErrorReason.EpochEnded)
        {
            Want(SnapshotCause.ServerAsked, refusal.Message);
            return;
        }

        var refused = new FrameRefusedException(refusal.Sequence, status);
        _refused.Add(refused);
        Want(SnapshotCause.FrameRefused, refused.Message, refused);
    }

    private void Acknowledge(long through)
    {
        while (_frames.TryPeek(out var first) && first.Frame.Sequence <= through)
        {
            _frames.Dequeue();
            _bytes -= first.Bytes;
            _sent = Math.Max(0, _sent - 1);
        }

        AcknowledgedThrough = Math.Max(AcknowledgedThrough, through);
    }

    private void Want(SnapshotCause cause, string message, FrameRefusedException? refused = null)
    {
        Overtake(except: refused?.Sequence);
        Wanted = new SnapshotWanted(cause, message, refused);
    }

    /// <summary>Lets go of what is not acknowledged. Its facts say what was, and a snapshot says what is; movements are said once and are kept.</summary>
    private void Overtake(long? except = null)
    {
        foreach (var kept in _frames)
        {
            if (kept.Frame.Sequence != except)
            {
                _carried.Take(kept.Frame);
            }
        }

        _frames.Clear();
        (_bytes, _sent) = (0, 0);
    }

    private long Keep(V1.FeedFrame frame)
    {
        frame.Epoch = Epoch;
        frame.Sequence = ++LastSequence;
        var kept = new KeptFrame(frame, frame.CalculateSize());
        _frames.Enqueue(kept);
        _bytes += kept.Bytes;
        return frame.Sequence;
    }

    private void Rewind()
    {
        _sent = 0;
        _sign.Rewind();
    }

    private readonly record struct KeptFrame(V1.FeedFrame Frame, int Bytes);
}
