using Antiphon.Session;
using Antiphon.Session.Io;

namespace Antiphon.Host.Composition;

/// <summary>What a performance left behind.</summary>
internal sealed record PlayedSession(
    SessionFolder Folder, SessionSummary Summary, SessionDetails Details);
