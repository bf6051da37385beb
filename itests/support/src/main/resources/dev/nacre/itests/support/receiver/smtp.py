# An SMTP server that keeps what it takes: FOLDER PORT SECURITY [CERTIFICATE KEY] [USER PASSWORD].
# It answers to mails with what stands in FOLDER/answer, where there is such a file.
import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import AuthResult, SMTP

folder, port, security, certificate, key, user, password = (sys.argv[1:] + [""] * 7)[:7]
taken = 0


class Keeper:
    async def handle_DATA(self, server, session, envelope):
        global taken
        answer = os.path.join(folder, "answer")
        if os.path.exists(answer):
            with open(answer) as file:
                return file.read().strip()
        taken += 1
        head = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "user": session.auth_data.login.decode() if session.authenticated else None,
            "encrypted": session.ssl is not None or security == "tls",
        }
        name = os.path.join(folder, "%06d" % taken)
        with open(name, "wb") as file:
            file.write(json.dumps(head).encode() + b"\r\n" + envelope.content)
        os.rename(name, name + ".mail")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    right = (user.encode(), password.encode())
    return AuthResult(success=(data.login, data.password) == right, handled=False, auth_data=data)


async def serve():
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    make = lambda: SMTP(
        Keeper(),
        enable_SMTPUTF8=True,
        tls_context=context if security == "starttls" else None,
        require_starttls=security == "starttls",
        authenticator=authenticate if user else None,
        auth_required=bool(user),
        auth_require_tls=security == "starttls",
    )
    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", int(port), ssl=context if security == "tls" else None
    )
    await server.serve_forever()


asyncio.run(serve())
