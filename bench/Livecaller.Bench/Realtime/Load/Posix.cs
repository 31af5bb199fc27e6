using System.Runtime.InteropServices;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>The system calls of the load generator. It must cost less than the servers that it measures, so it uses no sockets of .NET.</summary>
internal static partial class Posix
{
    public const int InProgress = 115;
    public const int Again = 11;

    private const int StreamNonBlocking = 1 | 0x800;
    private const int Tcp = 6;

    public static int OpenSocket()
    {
        var fd = socket(2, StreamNonBlocking, 0);
        if (fd < 0) throw new InvalidOperationException($"No socket: error {Marshal.GetLastPInvokeError()}.");
        var on = 1;
        _ = setsockopt(fd, Tcp, 1, ref on, sizeof(int));
        return fd;
    }

    /// <summary>Closes with a reset, so that no port remains in TIME_WAIT.</summary>
    public static void Reset(int fd)
    {
        var linger = 1L;
        _ = setsockopt(fd, 1, 13, ref linger, sizeof(long));
        _ = close(fd);
    }

    [LibraryImport("libc", SetLastError = true)]
    public static partial int connect(int fd, ref SocketAddress address, int length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint recv(int fd, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint send(int fd, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int epoll_ctl(int epoll, int operation, int fd, ref Event change);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int epoll_wait(int epoll, ref Event events, int max, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int domain, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsockopt(int fd, int level, int name, ref int value, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsockopt(int fd, int level, int name, ref long value, int length);

    /// <summary>An IPv4 address and port (<c>sockaddr_in</c>).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SocketAddress
    {
        public ushort Family;
        public ushort PortBigEndian;
        public uint AddressBigEndian;
        public long Zero;
    }

    /// <summary>What <c>epoll_wait</c> reports. Packed on x64 only.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal struct Event
    {
        public const uint Readable = 1;
        public const uint Writable = 4;

        public uint Events;
        public int Fd;
        public int Unused;
    }
}
